//! The project's own commands: build, serve, check, test and bench. `cargo xtask help` lists them.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks through the terminal"
)]

mod bench;
mod browser;
mod build;
mod check;
mod comments;
mod driver;
mod graph;
mod headers;
mod html;
mod npm;
mod process;
mod project;
mod python;
mod reference;
mod schema;
mod serve;
mod server;
mod site;
mod sizes;
mod staging;
mod test;
mod wasm;
mod words;

use anyhow::Result;
use argh::FromArgs;
use project::Project;
use std::process::ExitCode;

/// Builds, serves and tests sas-lens.
#[derive(FromArgs)]
struct Arguments {
    #[argh(subcommand)]
    command: Command,
}

#[derive(FromArgs)]
#[argh(subcommand)]
enum Command {
    Build(build::Build),
    Serve(serve::Serve),
    Check(check::Check),
    Test(test::Test),
    Bench(bench::Bench),
    Schema(schema::Schema),
}

fn main() -> ExitCode {
    match run(argh::from_env()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    let project = Project::find()?;
    match arguments.command {
        Command::Build(build) => build.run(&project),
        Command::Serve(serve) => serve.run(&project),
        Command::Check(check) => check.run(&project),
        Command::Test(test) => return test.run(&project),
        Command::Bench(bench) => bench.run(&project),
        Command::Schema(schema) => schema.run(&project),
    }?;
    Ok(ExitCode::SUCCESS)
}
