/** What the platform knows about a person, as a whole: its export, and the keys it is encrypted with. */
package org.tradepost.users.personaldata;
