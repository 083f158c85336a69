//! The audit: every rule on its cases, and all rules on the complete content of the corpus.

#[path = "audit/build.rs"]
mod build;
#[path = "audit/cases.rs"]
mod cases;
#[path = "audit/registry.rs"]
mod registry;
#[path = "audit/robust.rs"]
mod robust;
#[path = "audit/truth.rs"]
mod truth;
