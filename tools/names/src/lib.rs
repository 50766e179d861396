//! What the tools for names share.

pub mod sets;

use std::fmt::Display;
use std::process::ExitCode;

/// The exit code of a tool that has ended so. It prints the error, if there is one.
pub fn exit_code(outcome: Result<(), impl Display>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
