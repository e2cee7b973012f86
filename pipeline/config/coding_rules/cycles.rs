//! Rules that rest on rules: an order in which each can be judged, or the ring that has none.
//!
//! Input → output: for each rule the rules it names → indices.

/// What is known of a rule while its needs are followed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Not,
    Under,
    Done,
}

/// The rules, each after those it needs; among free choices, in their own order.
///
/// # Errors
/// The rules of a ring, the one that was met first at both ends.
pub(super) fn order(needs: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let mut walk = Walk { needs, visits: vec![Visit::Not; needs.len()], order: Vec::new() };
    for rule in 0..needs.len() {
        walk.follow(rule)?;
    }
    Ok(walk.order)
}

struct Walk<'a> {
    needs: &'a [Vec<usize>],
    visits: Vec<Visit>,
    order: Vec<usize>,
}

impl Walk<'_> {
    /// Follows a rule's needs without recursion: chains of rules may be long.
    fn follow(&mut self, start: usize) -> Result<(), Vec<usize>> {
        let mut path: Vec<(usize, usize)> = Vec::new();
        if self.visit(start) == Visit::Not {
            self.set(start, Visit::Under);
            path.push((start, 0));
        }
        while let Some((rule, next)) = path.last_mut() {
            let (rule, need) = (*rule, self.needs.get(*rule).and_then(|needs| needs.get(*next)));
            *next += 1;
            match need.map(|need| (*need, self.visit(*need))) {
                None => {
                    self.set(rule, Visit::Done);
                    self.order.push(rule);
                    path.pop();
                }
                Some((need, Visit::Under)) => {
                    let from = path.iter().position(|(under, _)| *under == need).unwrap_or(0);
                    let ring = path.iter().skip(from).map(|(under, _)| *under);
                    return Err(ring.chain([need]).collect());
                }
                Some((need, Visit::Not)) => {
                    self.set(need, Visit::Under);
                    path.push((need, 0));
                }
                Some((_, Visit::Done)) => {}
            }
        }
        Ok(())
    }

    fn visit(&self, rule: usize) -> Visit {
        self.visits.get(rule).copied().unwrap_or(Visit::Done)
    }

    fn set(&mut self, rule: usize, visit: Visit) {
        if let Some(place) = self.visits.get_mut(rule) {
            *place = visit;
        }
    }
}
