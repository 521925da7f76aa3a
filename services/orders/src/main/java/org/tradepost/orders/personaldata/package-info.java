/** What orders knows about a person: handed out for their export, and erased when their account is; what the books need stays. */
package org.tradepost.orders.personaldata;
