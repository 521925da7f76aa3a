/**
 * Errors as part of the product: every refusal is a {@link org.tradepost.shared.problem.ProblemException} that names a code of
 * the refusing service's one {@link org.tradepost.shared.problem.ErrorCode} enum and becomes an RFC 9457 problem document.
 */
package org.tradepost.shared.problem;
