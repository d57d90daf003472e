//! Names in zip archives: UTF-8 where it is that, else the letters of the first PCs.

/// The upper half of code page 437: <https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC/CP437.TXT>
const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// Reads a name. Many packers write UTF-8 without saying so.
pub(super) fn read(bytes: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(bytes) {
        return name.to_owned();
    }
    let letter = |byte: &u8| match byte.checked_sub(128) {
        None => char::from(*byte),
        Some(at) => UPPER.chars().nth(usize::from(at)).unwrap_or('?'),
    };
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upper_half_is_whole() {
        assert_eq!(UPPER.chars().count(), 128);
        assert_eq!(read(b"\x80\xFF.txt"), "Ç\u{A0}.txt");
        assert_eq!(read("ü.txt".as_bytes()), "ü.txt");
    }
}
