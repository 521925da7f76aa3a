package org.tradepost.users.audit.entity;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.tradepost.shared.audit.AuditRecord;

/**
 * One entry of the audit log and its link in the chain.
 *
 * @param seq position, from 1 without a gap
 * @param entry what the hash covers, with the hash before
 * @param address where it was done from; null when that is not known or was erased
 * @param previousHash hexadecimal; that of the entry before, zeros for the first
 * @param hash hexadecimal SHA-256 of the previous hash and the entry as RFC 8785 writes it
 */
@JsonPropertyOrder({"seq", "entry", "address", "previousHash", "hash"})
public record AuditEntry(
        long seq, @JsonUnwrapped AuditRecord.Entry entry, String address, String previousHash, String hash) {}
