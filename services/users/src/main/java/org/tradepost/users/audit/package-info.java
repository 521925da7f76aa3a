/**
 * The audit log of the whole platform: entries of all services in one list that only grows, each chained to the one before.
 * Invariants: positions have no gap; an entry is in the list once; nothing in it ever changes. Addresses stand beside the list and
 * are erased with the person or when their time is up.
 */
package org.tradepost.users.audit;
