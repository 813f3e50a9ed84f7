//! An expression without a subterm x / 0 can be evaluated without a division by zero.
//!
//! Choices are an expression operator first; what isn't there is 0.

use sim_core::{Source, Stream};

use super::challenge::{Challenge, Choice, Site, check_always};
use super::integers::{integer_of, value_of};

struct Calculator;

#[derive(Clone, PartialEq, Eq, Debug)]
enum Expression {
    Integer(i64),
    Sum(Box<[Expression; 2]>),
    Quotient(Box<[Expression; 2]>),
}

use Expression::{Integer, Quotient, Sum};

impl Expression {
    fn read(choices: &mut std::slice::Iter<'_, Choice>) -> Self {
        let Some(Choice { site, value, .. }) = choices.next() else { return Integer(0) };
        if *site == Site::Leaf {
            return Integer(integer_of(*value));
        }
        let operands = Box::new([(); 2].map(|()| Self::read(choices)));
        if *value == 0 { Sum(operands) } else { Quotient(operands) }
    }

    fn divides_by_a_literal_zero(&self) -> bool {
        match self {
            Integer(_) => false,
            Sum(operands) => operands.iter().any(Self::divides_by_a_literal_zero),
            Quotient(operands) => {
                operands[1] == Integer(0) || operands.iter().any(Self::divides_by_a_literal_zero)
            }
        }
    }

    /// The value, or `None` where something is divided by zero.
    fn evaluate(&self) -> Option<i64> {
        match self {
            Integer(integer) => Some(*integer),
            Sum(operands) => Some(operands[0].evaluate()?.wrapping_add(operands[1].evaluate()?)),
            Quotient(operands) => {
                let (dividend, divisor) = (operands[0].evaluate()?, operands[1].evaluate()?);
                // Rounded down, as in Python.
                let rest = dividend.checked_rem(divisor)?;
                let down = rest != 0 && (rest < 0) != (divisor < 0);
                dividend.wrapping_div(divisor).checked_sub(down.into())
            }
        }
    }
}

fn draw_expression(stream: &mut Stream, depth: u32, choices: &mut Vec<(Site, u64)>) {
    if depth == 0 || stream.between(0, 2) == 0 {
        let integer = integer_of(stream.next_u64() >> stream.between(32, 63));
        choices.push((Site::Leaf, value_of(integer)));
    } else {
        choices.push((Site::Operator, stream.between(0, 1)));
        (0..2).for_each(|_| draw_expression(stream, depth - 1, choices));
    }
}

impl Challenge for Calculator {
    type Input = Expression;

    fn largest(site: Site) -> u64 {
        if site == Site::Operator { 1 } else { u64::MAX - 1 }
    }

    fn draw(stream: &mut Stream) -> Vec<(Site, u64)> {
        let mut choices = Vec::new();
        draw_expression(stream, 7, &mut choices);
        choices
    }

    fn read(choices: &[Choice]) -> Option<(Expression, usize)> {
        let mut left = choices.iter();
        let expression = Expression::read(&mut left);
        let is_one = !expression.divides_by_a_literal_zero();
        is_one.then_some((expression, choices.len() - left.len()))
    }

    fn is_falsified(expression: &Expression) -> bool {
        expression.evaluate().is_none()
    }
}

#[test]
fn an_expression_that_divides_by_zero_is_shrunk_to_the_minimum() {
    let zero = Sum(Box::new([Integer(0), Integer(0)]));
    check_always::<Calculator>(&Quotient(Box::new([Integer(0), zero])), 341);
}
