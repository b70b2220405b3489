"""Sets of tick boxes by group, all splits gone through in R 4.2.2.

T <- function(g) sum(apply(M, 2, function(x) chi-square of x by g, 0 when all or none ticked it)); cs <- combn(n, n1);
ts <- apply(cs, 2, function(i) { h <- rep(2, n); h[i] <- 1; T(h) }); c(T(g), mean(ts >= T(g) - 1e-9), ncol(cs))
"""

SETS = [
    # A column of ticks per item, people of the first group first, size of that group, T, p, number of splits.
    (("11101000", "00101110"), 4, 4.0, 0.2857142857, 70),
    (("11010100001", "10101100100", "11110000010"), 5, 5.9766666667, 0.1277056277, 462),
    (("1111110000010", "1111111111111", "0101101000000"), 6, 11.48554422, 0.002913752914, 1716),
]
