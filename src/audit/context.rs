//! What every rule sees: the document, the settings, and the forms that belong together.

use crate::audit::amounts;
use crate::audit::portfolio::{Portfolio, portfolios};
use crate::audit::settings::Settings;
use crate::normalise::disclosure::{Disclosure, Form, Indicator};

/// One document under audit.
pub struct Context<'a> {
    /// The document's forms in order.
    pub forms: &'a [Form],
    /// Tolerances and the like.
    pub settings: &'a Settings,
    /// Department target forms with their projects.
    pub portfolios: Vec<Portfolio<'a>>,
}

impl<'a> Context<'a> {
    /// Prepares a document for the rules.
    pub fn new(disclosure: &'a Disclosure, settings: &'a Settings) -> Self {
        Context { forms: &disclosure.forms, settings, portfolios: portfolios(&disclosure.forms) }
    }

    /// The target forms, in order.
    pub fn targets(&self) -> impl Iterator<Item = &'a Form> {
        self.forms.iter().filter(|form| amounts::is_target(form))
    }

    /// The self-evaluations, in order.
    pub fn evaluations(&self) -> impl Iterator<Item = &'a Form> {
        self.forms.iter().filter(|form| amounts::is_evaluation(form))
    }

    /// All indicators with their forms, in order.
    pub fn indicators(&self) -> impl Iterator<Item = (&'a Form, &'a Indicator)> {
        self.forms.iter().flat_map(|form| form.indicators.iter().map(move |indicator| (form, indicator)))
    }
}
