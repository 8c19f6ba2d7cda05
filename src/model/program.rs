//! A rulebook made ready to run: each distinct condition once, in an order in which parts come before wholes.

use crate::condition::{Condition, Did, Scalar, Test};
use crate::lanes::{LANES, Lanes, WORDS, Words, add, at_least, bytes_at_least, zip};
use crate::order::order;
use crate::rulebook::Rulebook;
use crate::stage::Verdict;

mod reach;
mod shape;

pub(crate) use reach::{Can, MET, NOT_MET, UNKNOWN, can};
pub(crate) use shape::{Aim, Slope};

/// A condition that is decided by facts alone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Leaf {
    /// A test of one attribute.
    Attribute { id: String, test: Test },
    /// Something the contact did.
    Did(Did),
}

/// What computes one register from those before it.
#[derive(Clone, Debug, PartialEq)]
enum Op {
    Leaf(usize),
    FitAtLeast(f64),
    EngagementAtLeast(f64),
    All(Vec<usize>),
    Any(Vec<usize>),
    None(Vec<usize>),
    AtLeast(u64, Vec<usize>),
}

/// The registers of a condition and its parts, in the shape of the condition.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// The register that holds its verdict.
    pub register: usize,
    /// Its parts. A named criterion has none here: look it up in [`Program::criteria`].
    pub parts: Vec<Node>,
}

/// A fit item ready to run.
#[derive(Clone, Debug, PartialEq)]
struct FitProgram {
    /// Register and points of each tier, in order.
    tiers: Vec<(usize, u64)>,
    /// Places in `tiers`, by points downwards.
    downwards: Vec<usize>,
}

/// A rulebook ready to run.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// Conditions on facts, each once.
    pub leaves: Vec<Leaf>,
    ops: Vec<Op>,
    /// How many of `ops` the fit items need.
    fit_ops: usize,
    fit: Vec<FitProgram>,
    /// Points obtainable.
    pub fit_total: u64,
    /// Bit planes that hold a sum of fit points.
    pub planes: usize,
    won: usize,
    lost: usize,
    /// The disqualifiers, in order.
    pub disqualify: Vec<Node>,
    /// The gates to lead, prospect and opportunity.
    pub gates: [Node; 3],
    /// The named criteria, in order.
    pub criteria: Vec<Node>,
    /// The tiers of the fit items.
    #[cfg(feature = "workspace")]
    pub tiers: Vec<Vec<Node>>,
}

/// What a program found out about the contacts of a block.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    registers: Vec<Lanes>,
    /// Least sum of fit points, as bit planes.
    pub fit_low: Vec<Words>,
    /// Greatest sum of fit points, as bit planes.
    pub fit_high: Vec<Words>,
    item_low: Vec<Words>,
    item_high: Vec<Words>,
    possible: Vec<Words>,
    /// The stage by rule, as three bit planes of its number.
    pub stage: [Words; 3],
    /// The gates.
    pub gates: [Lanes; 3],
}

#[inline]
fn lanes_of(registers: &[Lanes], register: usize) -> Lanes {
    registers.get(register).copied().unwrap_or_default()
}

impl Block {
    /// The verdicts of a condition.
    #[inline]
    pub fn lanes(&self, register: usize) -> Lanes {
        lanes_of(&self.registers, register)
    }

    /// Where at least n of some registers are met.
    #[inline]
    fn count_at_least(&self, n: u64, parts: &[usize]) -> Lanes {
        let Some(n) = usize::try_from(n).ok().filter(|n| *n <= parts.len()) else {
            return Lanes::default();
        };
        // reached[k]: at least k + 1 so far are met, and may be.
        let mut reached = vec![([0; WORDS], [0; WORDS]); n];
        let all = ([u64::MAX; WORDS], [u64::MAX; WORDS]);
        for part in parts {
            let lanes = self.lanes(*part);
            let possible = lanes.possible();
            for k in (0..n).rev() {
                let below = match k.checked_sub(1) {
                    Some(b) => reached.get(b).copied().unwrap_or(all),
                    None => all,
                };
                if let Some((met, may)) = reached.get_mut(k) {
                    *met = zip(met, &zip(&below.0, &lanes.met, |b, w| b & w), |r, w| r | w);
                    *may = zip(may, &zip(&below.1, &possible, |b, w| b & w), |r, w| r | w);
                }
            }
        }
        let (met, may) = reached.last().copied().unwrap_or(all);
        Lanes {
            met,
            unknown: zip(&may, &met, |p, m| p & !m),
        }
    }

    /// The verdict of a condition for one contact of the block.
    pub fn verdict(&self, node: &Node, lane: usize) -> Verdict {
        self.registers
            .get(node.register)
            .map_or(Verdict::NotMet, |r| r.verdict(lane))
    }
}

impl Program {
    /// Makes a rulebook ready to run.
    pub fn compile(rulebook: &Rulebook) -> Program {
        let mut compiler = Compiler {
            rulebook,
            leaves: Vec::new(),
            ops: Vec::new(),
            criteria: Vec::new(),
        };
        for _ in &rulebook.criteria {
            compiler.criteria.push(None);
        }
        let mut fit = Vec::new();
        let mut fit_total = 0u64;
        #[cfg(feature = "workspace")]
        let mut tiers = Vec::new();
        for item in &rulebook.fit {
            #[cfg(feature = "workspace")]
            let mut nodes = Vec::new();
            let mut with_points = Vec::new();
            let mut most = 0;
            for tier in &item.tiers {
                let node = compiler.node(&tier.when);
                with_points.push((node.register, tier.points));
                most = tier.points.max(most);
                #[cfg(feature = "workspace")]
                nodes.push(node);
            }
            fit_total = most.saturating_add(fit_total);
            let points = |i: usize| with_points.get(i).map(|t| t.1);
            let downwards = order(with_points.len(), &|a, b| points(a) > points(b));
            fit.push(FitProgram {
                tiers: with_points,
                downwards,
            });
            #[cfg(feature = "workspace")]
            tiers.push(nodes);
        }
        let fit_ops = compiler.ops.len();
        let mut disqualify = Vec::new();
        for disqualifier in &rulebook.disqualify {
            disqualify.push(compiler.node(&disqualifier.when));
        }
        let [lead, prospect, opportunity] = &rulebook.gates;
        let gates = [
            compiler.node(lead),
            compiler.node(prospect),
            compiler.node(opportunity),
        ];
        let mut criteria = Vec::new();
        for place in 0..rulebook.criteria.len() {
            criteria.push(compiler.criterion(place));
        }
        let mut outcome = |value: &str| {
            compiler.leaf(Leaf::Attribute {
                id: "outcome".into(),
                test: Test::Is(vec![Scalar::Text(value.into())]),
            })
        };
        let won = outcome("won");
        let lost = outcome("lost");
        Program {
            leaves: compiler.leaves,
            ops: compiler.ops,
            fit_ops,
            fit,
            fit_total,
            planes: 64 - fit_total.leading_zeros() as usize,
            won,
            lost,
            disqualify,
            gates,
            criteria,
            #[cfg(feature = "workspace")]
            tiers,
        }
    }

    /// Runs over one block: `leaf` gives the verdicts of a condition on facts, `scores` the engagement of each contact, 0 to 100.
    #[inline]
    pub fn run(&self, leaf: &dyn Fn(usize) -> Lanes, scores: &[u8; LANES], block: &mut Block) {
        self.run_knowing(leaf, scores, block, None);
    }

    /// The same, where the planes of the fit sums are known: those of the low one, then those of the high one.
    #[inline]
    pub fn run_knowing(
        &self,
        leaf: &dyn Fn(usize) -> Lanes,
        scores: &[u8; LANES],
        block: &mut Block,
        fit: Option<&[Words]>,
    ) {
        block.registers.clear();
        for op in self.ops.iter().take(self.fit_ops) {
            let lanes = self.step(op, leaf, scores, block);
            block.registers.push(lanes);
        }
        match fit.and_then(|planes| planes.split_at_checked(self.planes)) {
            Some((low, high)) => {
                block.fit_low.clear();
                block.fit_low.extend_from_slice(low);
                block.fit_high.clear();
                block.fit_high.extend_from_slice(high);
            }
            None => self.fit(block),
        }
        for op in self.ops.iter().skip(self.fit_ops) {
            let lanes = self.step(op, leaf, scores, block);
            block.registers.push(lanes);
        }
        self.stages(block);
    }

    /// Whether another program gives every contact the same sums of fit points, from the same conditions.
    pub fn has_fit_of(&self, other: &Program) -> bool {
        let mine = self.ops.iter().take(self.fit_ops);
        let theirs = other.ops.iter().take(other.fit_ops);
        let same = |(mine, theirs): (&Op, &Op)| {
            mine == theirs
                && match mine {
                    Op::Leaf(i) => self.leaves.get(*i) == other.leaves.get(*i),
                    // A fit item that looks at scores is worked out anew.
                    Op::FitAtLeast(_) | Op::EngagementAtLeast(_) => false,
                    _ => true,
                }
        };
        self.fit_ops == other.fit_ops
            && self.fit == other.fit
            && self.fit_total == other.fit_total
            && mine.zip(theirs).all(same)
    }

    #[inline]
    fn step(
        &self,
        op: &Op,
        leaf: &dyn Fn(usize) -> Lanes,
        scores: &[u8; LANES],
        block: &Block,
    ) -> Lanes {
        match op {
            Op::Leaf(i) => leaf(*i),
            Op::FitAtLeast(x) => {
                let floor = self.fit_sum_for(*x);
                let low = at_least(&block.fit_low, floor);
                let high = at_least(&block.fit_high, floor);
                Lanes {
                    met: low,
                    unknown: zip(&high, &low, |h, l| h & !l),
                }
            }
            Op::EngagementAtLeast(x) => Lanes {
                met: if *x > 100.0 {
                    [0; WORDS]
                } else {
                    // The score is whole: the least score that reaches x.
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "0 to 100"
                    )]
                    bytes_at_least(scores, x.max(0.0).ceil() as u8)
                },
                unknown: [0; WORDS],
            },
            Op::All(parts) => {
                let mut all = Lanes::splat(Verdict::Met);
                for part in parts {
                    all = all.and(&block.lanes(*part));
                }
                all
            }
            Op::Any(parts) | Op::None(parts) => {
                let mut any = Lanes::splat(Verdict::NotMet);
                for part in parts {
                    any = any.or(&block.lanes(*part));
                }
                match op {
                    Op::None(_) => any.not(),
                    _ => any,
                }
            }
            Op::AtLeast(n, parts) => block.count_at_least(*n, parts),
        }
    }

    /// The fit sums: low and high of each item, added up.
    #[inline]
    fn fit(&self, block: &mut Block) {
        for planes in [
            &mut block.fit_low,
            &mut block.fit_high,
            &mut block.item_low,
            &mut block.item_high,
        ] {
            planes.clear();
            planes.resize(self.planes, [0; WORDS]);
        }
        let mut possible = std::mem::take(&mut block.possible);
        for item in &self.fit {
            let mut alive = [u64::MAX; WORDS];
            possible.clear();
            for (register, _) in &item.tiers {
                let tier = block.registers.get(*register).copied().unwrap_or_default();
                possible.push(zip(&tier.possible(), &alive, |p, a| p & a));
                alive = zip(&alive, &tier.met, |a, m| a & !m);
            }
            block.item_low.fill([0; WORDS]);
            block.item_high.fill([0; WORDS]);
            // High takes the most points of those possible.
            let mut taken = [0; WORDS];
            for &i in &item.downwards {
                item.choose(i, &possible, &mut taken, &mut block.item_high);
            }
            // Low the least; none, unless some tier is met.
            let mut taken = alive;
            for &i in item.downwards.iter().rev() {
                item.choose(i, &possible, &mut taken, &mut block.item_low);
            }
            add(&mut block.fit_low, &block.item_low);
            add(&mut block.fit_high, &block.item_high);
        }
        block.possible = possible;
    }

    /// The walk: outcome, then disqualifiers, then the gates in order.
    #[inline]
    fn stages(&self, block: &mut Block) {
        let won = block.lanes(self.won).met;
        let lost = block.lanes(self.lost).met;
        let mut out = [0; WORDS];
        for node in &self.disqualify {
            out = zip(&out, &block.lanes(node.register).met, |a, m| a | m);
        }
        for (lanes, node) in block.gates.iter_mut().zip(&self.gates) {
            *lanes = lanes_of(&block.registers, node.register);
        }
        let [lead, prospect, opportunity] = &block.gates;
        for w in 0..WORDS {
            let at = |words: &Words| words.get(w).copied().unwrap_or(0);
            let (won, out) = (at(&won), at(&out));
            let (l, p, o) = (at(&lead.met), at(&prospect.met), at(&opportunity.met));
            let lost = at(&lost) & !won;
            let out = out & !won & !lost;
            let walks = !(won | lost | out);
            let is_lead = walks & l & !p;
            let is_prospect = walks & l & p & !o;
            let is_opportunity = walks & l & p & o;
            // Numbers as in Stage::ALL.
            let planes = [
                is_lead | is_opportunity | out,
                is_prospect | is_opportunity | lost,
                won | out | lost,
            ];
            for (plane, bits) in block.stage.iter_mut().zip(planes) {
                if let Some(word) = plane.get_mut(w) {
                    *word = bits;
                }
            }
        }
    }

    /// The registers of a condition that stands in a gate, a disqualifier or a criterion.
    #[cfg(feature = "workspace")]
    pub fn node_of(&self, rulebook: &Rulebook, condition: &Condition) -> Option<&Node> {
        fn within<'n>(at: &Condition, node: &'n Node, wanted: &Condition) -> Option<&'n Node> {
            if at == wanted {
                return Some(node);
            }
            match at {
                Condition::All(parts)
                | Condition::Any(parts)
                | Condition::None(parts)
                | Condition::AtLeast(_, parts) => {
                    let mut parts = parts.iter().zip(&node.parts);
                    parts.find_map(|(part, node)| within(part, node, wanted))
                }
                _ => None,
            }
        }
        let gates = rulebook.gates.iter().zip(&self.gates);
        let out = rulebook
            .disqualify
            .iter()
            .map(|d| &d.when)
            .zip(&self.disqualify);
        let named = rulebook
            .criteria
            .iter()
            .map(|c| &c.when)
            .zip(&self.criteria);
        gates
            .chain(out)
            .chain(named)
            .find_map(|(at, node)| within(at, node, condition))
    }

    /// Whether any condition looks at the engagement score.
    pub fn looks_at_engagement(&self) -> bool {
        self.engagement_bounds().next().is_some()
    }

    /// The engagement scores that conditions ask for.
    pub fn engagement_bounds(&self) -> impl Iterator<Item = f64> + '_ {
        self.ops.iter().filter_map(|op| match op {
            Op::EngagementAtLeast(x) => Some(*x),
            _ => None,
        })
    }

    /// The fit score of a sum of points: over the points obtainable, times 100, rounded half up.
    #[inline]
    pub fn fit_score(&self, sum: u64) -> u8 {
        fit_score(sum, self.fit_total)
    }

    /// The least sum of points whose score is at least x; more than any sum when none is.
    fn fit_sum_for(&self, x: f64) -> u64 {
        let reaches = |sum: u64| f64::from(self.fit_score(sum)) >= x;
        if !reaches(self.fit_total) {
            return self.fit_total.saturating_add(1);
        }
        let (mut low, mut high) = (0, self.fit_total);
        while low < high {
            let middle = low + (high - low) / 2;
            if reaches(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }
}

impl FitProgram {
    /// Gives the points of tier `i` to those contacts for whom it is possible and who have none yet.
    #[inline]
    fn choose(&self, i: usize, possible: &[Words], taken: &mut Words, item: &mut [Words]) {
        let (Some((_, points)), Some(possible)) = (self.tiers.get(i), possible.get(i)) else {
            return;
        };
        let chosen = zip(possible, taken, |p, t| p & !t);
        *taken = zip(taken, possible, |t, p| t | p);
        for (place, plane) in item.iter_mut().enumerate() {
            if points >> place & 1 == 1 {
                *plane = zip(plane, &chosen, |a, c| a | c);
            }
        }
    }
}

/// Points over the points obtainable, times 100, rounded half up; 0 where nothing is obtainable.
pub(crate) fn fit_score(sum: u64, total: u64) -> u8 {
    if total == 0 {
        return 0;
    }
    if total < 1 << 55 && sum <= total {
        let rounded = (200 * sum + total) / (2 * total);
        return u8::try_from(rounded).unwrap_or(100);
    }
    // The greatest score that still fits; a division of 128 bits would take a kilobyte of code.
    let points = 200 * u128::from(sum) + u128::from(total);
    let mut score = 0;
    for step in [64, 32, 16, 8, 4, 2, 1] {
        let more = score + step;
        if more <= 100 && u128::from(more) * 2 * u128::from(total) <= points {
            score = more;
        }
    }
    score
}

/// Collects leaves and operations, each distinct one once.
struct Compiler<'a> {
    rulebook: &'a Rulebook,
    leaves: Vec<Leaf>,
    ops: Vec<Op>,
    criteria: Vec<Option<Node>>,
}

impl Compiler<'_> {
    fn node(&mut self, condition: &Condition) -> Node {
        let mut parts = Vec::new();
        let mut all = |compiler: &mut Self, conditions: &[Condition]| -> Vec<usize> {
            let mut registers = Vec::new();
            for condition in conditions {
                let part = compiler.node(condition);
                registers.push(part.register);
                parts.push(part);
            }
            registers
        };
        let op = match condition {
            Condition::Attribute { id, test } => {
                let leaf = Leaf::Attribute {
                    id: id.clone(),
                    test: test.clone(),
                };
                return self.leaf_node(leaf);
            }
            Condition::Did(did) => return self.leaf_node(Leaf::Did(did.clone())),
            Condition::Criterion(i) => {
                return Node {
                    register: self.criterion(*i).register,
                    parts: Vec::new(),
                };
            }
            Condition::FitAtLeast(x) => Op::FitAtLeast(*x),
            Condition::EngagementAtLeast(x) => Op::EngagementAtLeast(*x),
            Condition::All(list) => Op::All(all(self, list)),
            Condition::Any(list) => Op::Any(all(self, list)),
            Condition::None(list) => Op::None(all(self, list)),
            Condition::AtLeast(n, list) => Op::AtLeast(*n, all(self, list)),
        };
        let register = self.op(op);
        Node { register, parts }
    }

    fn criterion(&mut self, i: usize) -> Node {
        if let Some(Some(node)) = self.criteria.get(i) {
            return node.clone();
        }
        let node = match self.rulebook.criteria.get(i) {
            Some(criterion) => self.node(&criterion.when),
            // The parser refuses names that are not there.
            None => Node {
                register: self.op(Op::Any(Vec::new())),
                parts: Vec::new(),
            },
        };
        if let Some(place) = self.criteria.get_mut(i) {
            *place = Some(node.clone());
        }
        node
    }

    fn leaf_node(&mut self, leaf: Leaf) -> Node {
        Node {
            register: self.leaf(leaf),
            parts: Vec::new(),
        }
    }

    fn leaf(&mut self, leaf: Leaf) -> usize {
        let at = match self.leaves.iter().position(|l| *l == leaf) {
            Some(at) => at,
            None => {
                self.leaves.push(leaf);
                self.leaves.len() - 1
            }
        };
        self.op(Op::Leaf(at))
    }

    fn op(&mut self, op: Op) -> usize {
        match self.ops.iter().position(|o| *o == op) {
            Some(at) => at,
            None => {
                self.ops.push(op);
                self.ops.len() - 1
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fit_score;

    #[test]
    fn a_fit_score_is_rounded_half_up() {
        for (sum, total) in (0..=40u64).flat_map(|total| (0..=total).map(move |sum| (sum, total))) {
            let wanted = (200 * sum + total).checked_div(2 * total).unwrap_or(0);
            assert_eq!(u64::from(fit_score(sum, total)), wanted, "{sum} of {total}");
        }
        assert_eq!(fit_score(9, 3), 100);
        assert_eq!(fit_score((1 << 55) / 3, 1 << 55), 33);
        assert_eq!(fit_score((1 << 55) / 3, (1 << 55) - 1), 33);
        assert_eq!(fit_score(u64::MAX, u64::MAX), 100);
        assert_eq!(fit_score(u64::MAX / 2, u64::MAX), 50);
        assert_eq!(fit_score(u64::MAX / 200, u64::MAX), 0);
        assert_eq!(fit_score(u64::MAX / 200 + 1, u64::MAX), 1);
    }
}
