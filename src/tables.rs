//! [`Document`](crate::read::document::Document) → [`Flow`](flow::Flow): lines and tables in reading order.

pub mod flow;
