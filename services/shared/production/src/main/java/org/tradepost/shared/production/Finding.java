package org.tradepost.shared.production;

/**
 * Something that must not be so in production.
 *
 * @param setting what to change, by the name it is documented under
 * @param why what is wrong with it; never its value
 */
public record Finding(String setting, String why) {

    @Override
    public String toString() {
        return setting + " (" + why + ")";
    }
}
