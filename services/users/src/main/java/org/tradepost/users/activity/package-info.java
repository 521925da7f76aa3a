/** The activity feed of a user, filled from order events. */
package org.tradepost.users.activity;
