/**
 * What a user of the platform may rely on, tested from outside over HTTP. Tests tagged {@code deployment} know nothing but the
 * URL and an administrator's credentials ({@code -Dtradepost.url}, {@code -Dtradepost.admin.email},
 * {@code -Dtradepost.admin.password}); without a URL a platform is started for them, or the one in {@code -Dtradepost.home} is used. Those tagged
 * {@code recovery} kill and restart processes of a platform on this machine.
 */
package org.tradepost.system;
