/**
 * The HTTP conventions that every service keeps: one strict JSON mapper, errors as problem documents, request and trace ids that
 * are accepted, returned and passed on, and optimistic locking by entity tags.
 */
package org.tradepost.shared.rest;
