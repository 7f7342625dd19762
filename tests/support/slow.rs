//! The product as a computer that takes in little of each other computer a day: late, and never otherwise.

use std::collections::BTreeSet;

use zhurnal::event::{Head, Segment, Volume};
use zhurnal::store::Quota;

use super::node::{Node, View};
use super::product::Product;
use super::school::{REGISTRY, YEAR};

/// A measure that the smallest school exceeds.
pub const TINY: Quota = Quota { events: 12, bytes: 2_000, chains: 2, forks: 1, kept: u64::MAX, past_cuts: false };

/// A home with a measure.
pub struct Slow {
    pub product: Product,
    /// How far its clock goes on with each exchange, seconds.
    pub pace: i64,
}

impl Node for Slow {
    const LOCKSTEP: bool = false;
    const TAKES: bool = true;
    fn found(roots: &[[u8; 32]]) -> Self {
        Self { product: Product::measured(roots, TINY), pace: 3 * 3600 }
    }
    fn receive(&mut self, segments: &[Segment]) {
        self.product.clock.shift(self.pace);
        self.product.receive(segments);
    }
    fn required(&mut self) -> u16 {
        self.product.required()
    }
    fn crash(&mut self) {
        self.product.crash();
    }
    fn handed_on(&self, volume: Volume) -> Option<BTreeSet<Head>> {
        self.product.handed_on(volume)
    }
    /// What it shows when all has been let in.
    fn view(&mut self, volume: Volume) -> View {
        self.let_all_in();
        self.product.view(volume)
    }
    fn proven(&self) -> Vec<String> {
        self.product.proven()
    }
}

impl Slow {
    /// Presses for every computer until nothing waits for a further day.
    pub fn let_all_in(&mut self) {
        for _ in 0..100 {
            let late = self.product.home.late().unwrap();
            if late.is_empty() {
                return;
            }
            for row in late {
                self.product.home.take_all_of(row.device).unwrap();
            }
            self.product.receive(&[]);
        }
        panic!("still late: {:?}", self.product.home.late().unwrap());
    }
    /// Takes in so much a day from now on, and its clock stands.
    pub fn limit(&mut self, quota: Quota) {
        self.let_all_in();
        (self.product.quota, self.pace) = (quota, 0);
        self.crash();
        self.next_day();
    }
    /// Tomorrow, before anybody exchanges.
    pub fn next_day(&mut self) {
        self.product.clock.shift(86_400);
        self.product.home.take_due().unwrap();
    }
    /// Everything of its set.
    pub fn set(&self) -> BTreeSet<Head> {
        [REGISTRY, YEAR].iter().flat_map(|v| self.product.home.fates(*v).unwrap().into_keys()).collect()
    }
}
