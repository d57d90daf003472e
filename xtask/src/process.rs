//! Running other programs, and ending those that were started.

use crate::project::Project;
use anyhow::{Context, Result, bail};
use std::{
    env,
    ffi::OsString,
    io::{BufRead, BufReader},
    process::{Child, Command, ExitStatus, Stdio},
};

/// Returns a call of the cargo that runs this program, in the project's folder.
pub(crate) fn cargo(project: &Project) -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.current_dir(&project.root);
    command
}

/// Runs a command, its output on ours.
///
/// # Errors
///
/// When it cannot start or ends badly; the message holds the command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs a command and returns what it printed.
///
/// # Errors
///
/// When it cannot start or ends badly; the message holds what it printed as errors.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("{} ended with {}\n{errors}", shown(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command and hands over each line that it prints.
///
/// # Errors
///
/// When it cannot start or its output cannot be read. Ending badly is no error here.
pub(crate) fn lines(command: &mut Command, mut each: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut child = Running::start(command.stdout(Stdio::piped()))?;
    for line in BufReader::new(child.take_stdout()?).lines() {
        each(&line?);
    }
    Ok(child.0.wait()?)
}

/// Writes a command the way one would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start {}", shown(command))
}

/// A program that ends when this value is dropped.
pub(crate) struct Running(Child);

impl Running {
    /// Starts a command.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let child = command.spawn().with_context(|| cannot_start(command))?;
        Ok(Self(child))
    }

    /// Returns its output; works once, and only where the output was asked for as a pipe.
    pub(crate) fn take_stdout(&mut self) -> Result<impl std::io::Read + use<>> {
        self.0.stdout.take().context("the output was not piped")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only when the program has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
