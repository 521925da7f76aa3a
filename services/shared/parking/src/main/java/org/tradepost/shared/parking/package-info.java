/** What administrators do with the events that a service set aside: look, replay, discard. Each deed is in the audit log. */
package org.tradepost.shared.parking;
