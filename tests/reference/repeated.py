"""Numbers of repeated answers that R computed, each with the line that made it. R version 4.2.2, coin 1.4-2."""

COCHRAN = [
    # m: a row per person. friedman.test(m)$statistic, $p.value (of 0 and 1 it is Cochran's Q); the same number:
    # coin::symmetry_test(y ~ item | person, teststat = "quad"). Exact: all arrangements of each row by
    # combn(k, sum(row)), column sums counted, share with sum(colSums^2) not below the one seen.
    ("110 100 111 000 101 110 010 100", 4.0, 0.135335283, 0.181069959),
    ("1111 1001 0110 1100 1000 1110", 3.33333333, 0.343030146, 0.527777778),
    ("10 01 01 10 01 10 10 01 00 11", 0.0, 1.0, 1.0),
]

FRIEDMAN = [
    # friedman.test(m)$statistic, $p.value; effectsize::kendalls_w(m) (0.8.3)
    (
        # Hollander & Wolfe 1973, the example of ?friedman.test: rounding first base
        "5.40 5.50 5.55 5.85 5.70 5.75 5.20 5.60 5.50 5.55 5.50 5.40 5.90 5.85 5.70 5.45 5.55 5.60 5.40 5.40 5.35"
        " 5.45 5.50 5.35 5.25 5.15 5.00 5.85 5.80 5.70 5.25 5.20 5.10 5.65 5.55 5.45 5.60 5.35 5.45 5.05 5.00 4.95"
        " 5.50 5.50 5.40 5.45 5.55 5.50 5.55 5.55 5.35 5.45 5.50 5.55 5.50 5.45 5.25 5.65 5.60 5.40 5.70 5.65 5.55"
        " 6.30 6.30 6.25",
        3,
        (11.1428571, 0.00380504078, 0.253246753),
    ),
    ("1 2 3 4 2 1 3 4 1 3 2 4 2 2 3 4 1 1 1 2", 4, (12.0666667, 0.00715824299, 0.804444444)),
    ("3 1 2 2 5 4 1 1 3 4 4 4 2 1 5", 3, (1.73333333, 0.420350385, 0.173333333)),
]
