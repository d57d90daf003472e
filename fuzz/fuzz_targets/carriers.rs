//! A token in each carrier, among any bytes before and behind it.
#![no_main]

#[path = "support/options.rs"]
mod options;

use libfuzzer_sys::fuzz_target;
use sas_lens::scan::Scanner;

/// A token; its signature says "not-a-real-signature-only-a-demo".
const TOKEN: &str = "https://contosoexample.blob.core.windows.net/c?sv=2022-11-02&sr=c&sp=rl\
    &se=2027-01-01&sig=bm90LWEtcmVhbC1zaWduYXR1cmUtb25seS1hLWRlbW8%3D";

fuzz_target!(|input: (u8, u8, &[u8], &[u8])| {
    let (first, second, before, behind) = input;
    let mut bytes = before.to_vec();
    bytes.extend(wrap(second, &wrap(first, TOKEN.as_bytes())));
    bytes.extend(behind);
    let options = options::small();
    let mut scanner = Scanner::new(&options);
    let mut hits = scanner.push(&bytes);
    hits.extend(scanner.finish());
    for hit in hits {
        assert!(hit.row.place.offset <= bytes.len() as u64);
    }
});

/// Puts bytes into a carrier.
fn wrap(carrier: u8, bytes: &[u8]) -> Vec<u8> {
    let each = |write: &dyn Fn(u8) -> String| -> Vec<u8> {
        bytes
            .iter()
            .flat_map(|byte| write(*byte).into_bytes())
            .collect()
    };
    let units = |width: usize, is_little: bool| -> Vec<u8> {
        let unit = |byte: &u8| {
            let mut unit = vec![0; width];
            unit[if is_little { 0 } else { width - 1 }] = *byte;
            unit
        };
        bytes.iter().flat_map(unit).collect()
    };
    match carrier % 11 {
        0 => each(&|byte| format!("%{byte:02x}")),
        1 => each(&|byte| format!("&#{byte};")),
        2 => each(&|byte| format!("\\u{byte:04x}")),
        3 => each(&|byte| format!("\\x{byte:02x}")),
        4 => each(&|byte| {
            if byte == b'=' {
                "=3D".to_owned()
            } else {
                char::from(byte).to_string()
            }
        }),
        5 => base64(bytes, b"+/").into_bytes(),
        6 => base64(bytes, b"-_").into_bytes(),
        7 => units(2, true),
        8 => units(2, false),
        9 => units(4, true),
        _ => bytes.to_vec(),
    }
}

fn base64(bytes: &[u8], last: &[u8; 2]) -> String {
    let letters: Vec<u8> = (b'A'..=b'Z')
        .chain(b'a'..=b'z')
        .chain(b'0'..=b'9')
        .chain(*last)
        .collect();
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| {
            bits << 8 | u32::from(*group.get(at).unwrap_or(&0))
        });
        for at in 0..=group.len() {
            text.push(char::from(letters[(bits >> (18 - 6 * at)) as usize & 63]));
        }
    }
    text
}
