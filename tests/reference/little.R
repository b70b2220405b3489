# Little's (1988) test of MCAR in plain R 4.2.2: mu and Sigma by EM, Sigma with divisor n, until nothing moves by 1e-12.
little <- function(x) {
  x <- as.matrix(x); x <- x[rowSums(!is.na(x)) > 0, , drop = FALSE]
  n <- nrow(x); p <- ncol(x)
  mu <- colMeans(x, na.rm = TRUE); S <- diag(apply(x, 2, var, na.rm = TRUE))
  scale <- sqrt(diag(S))
  for (step in 1:100000) {
    T1 <- numeric(p); T2 <- matrix(0, p, p)
    for (i in 1:n) {
      o <- !is.na(x[i, ]); m <- !o; y <- x[i, ]; C <- matrix(0, p, p)
      if (any(m)) {
        B <- S[m, o, drop = FALSE] %*% solve(S[o, o, drop = FALSE])
        y[m] <- mu[m] + B %*% (x[i, o] - mu[o])
        C[m, m] <- S[m, m] - B %*% S[o, m, drop = FALSE]
      }
      T1 <- T1 + y; T2 <- T2 + y %*% t(y) + C
    }
    new <- T1 / n; N <- T2 / n - new %*% t(new)
    moved <- max(abs(new - mu) / scale, abs(N - S) / outer(scale, scale))
    mu <- new; S <- N
    if (moved < 1e-12) break
  }
  key <- apply(is.na(x), 1, paste, collapse = " "); d2 <- 0; df <- -p
  for (k in unique(key)) {
    rows <- x[key == k, , drop = FALSE]; o <- !is.na(rows[1, ])
    d <- colMeans(rows[, o, drop = FALSE]) - mu[o]
    d2 <- d2 + nrow(rows) * drop(t(d) %*% solve(S[o, o, drop = FALSE]) %*% d); df <- df + sum(o)
  }
  list(d2 = d2, df = df, p = pchisq(d2, df, lower.tail = FALSE), n = n, patterns = length(unique(key)),
       mu = mu, S = S, steps = step)
}
