//! What every rule sees: the document, the settings, and the forms that belong together.

use crate::audit::amounts;
use crate::audit::bureaus::Bureaus;
use crate::audit::names;
use crate::audit::portfolio::{Portfolio, portfolios};
use crate::audit::prose::{self, Mention};
use crate::audit::settings::Settings;
use crate::normalise::disclosure::{Disclosure, Form, Indicator, Narrative};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// One document under audit.
pub struct Context<'a> {
    /// The document's forms in order.
    pub forms: &'a [Form],
    /// Tolerances and the like.
    pub settings: &'a Settings,
    /// Which form is of which bureau.
    pub bureaus: Bureaus<'a>,
    /// Department target forms with their projects.
    pub portfolios: Vec<Portfolio<'a>>,
    /// The numbers of the narratives that rules have asked for, by the narrative's address.
    mentions: RefCell<FxHashMap<*const Narrative, Rc<[Mention]>>>,
    /// The names of the indicators that rules have asked for, made comparable, by the indicator's address.
    keys: RefCell<FxHashMap<*const Indicator, Rc<str>>>,
}

impl<'a> Context<'a> {
    /// Prepares a document for the rules.
    pub fn new(disclosure: &'a Disclosure, settings: &'a Settings) -> Self {
        let bureaus = Bureaus::of_forms(&disclosure.forms);
        Context {
            forms: &disclosure.forms,
            settings,
            portfolios: portfolios(&disclosure.forms, &bureaus),
            bureaus,
            mentions: RefCell::default(),
            keys: RefCell::default(),
        }
    }

    /// The numbers of a narrative with the words they belong to.
    pub fn mentions(&self, narrative: &'a Narrative) -> Rc<[Mention]> {
        let mut known = self.mentions.borrow_mut();
        known.entry(narrative).or_insert_with(|| prose::mentions(&narrative.text).into()).clone()
    }

    /// The indicator's name made comparable ([`names::key`]); a dozen rules ask for it.
    pub fn key(&self, indicator: &'a Indicator) -> Rc<str> {
        self.keys.borrow_mut().entry(indicator).or_insert_with(|| names::key(&indicator.level3).into()).clone()
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
