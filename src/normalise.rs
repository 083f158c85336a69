//! [`Flow`](crate::tables::flow::Flow) → [`Disclosure`](disclosure::Disclosure): what the forms say.

pub mod disclosure;
pub mod scoring;
pub mod values;
