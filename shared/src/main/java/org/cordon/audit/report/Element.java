// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of a page that is being built.
 *
 * <p><b>Guarantees.</b> Text and the values of attributes are escaped, whatever they are; characters that control terminals or the
 * direction of text come out as U+FFFD. There is no way to add markup as text, a script, a handler, a style or a link that leaves
 * the page: tags and attributes are of a fixed set, and a link begins with a hash sign.
 *
 * <p><b>Does not check</b> that elements stand where HTML allows them.
 */
final class Element {
    private static final Set<String> VOID = Set.of("meta", "br", "input");
    private static final Set<String> SHAPES = Set.of("rect", "line", "circle", "path");
    private static final Set<String> TAGS = Set.of(
            "html",
            "head",
            "title",
            "body",
            "header",
            "main",
            "footer",
            "section",
            "article",
            "nav",
            "h1",
            "h2",
            "h3",
            "h4",
            "p",
            "div",
            "span",
            "strong",
            "em",
            "code",
            "pre",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "a",
            "time",
            "label",
            "figure",
            "figcaption",
            "svg",
            "g");
    private static final Set<String> LINES = Set.of(
            "head", "title", "meta", "header", "section", "article", "p", "div", "li", "dl", "dd", "tr", "table", "h1",
            "h2", "h3", "pre", "svg", "rect", "circle", "line", "path", "main", "footer", "nav");
    private static final Set<String> ATTRIBUTES = Set.of(
            "class",
            "id",
            "href",
            "lang",
            "charset",
            "name",
            "content",
            "http-equiv",
            "scope",
            "type",
            "for",
            "checked",
            "datetime",
            "role",
            "aria-label",
            "aria-hidden",
            "viewBox",
            "preserveAspectRatio",
            "x",
            "y",
            "x1",
            "x2",
            "y1",
            "y2",
            "cx",
            "cy",
            "r",
            "rx",
            "d",
            "width",
            "height",
            "points");

    private final String tag;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> children = new ArrayList<>();

    private Element(String tag) {
        this.tag = tag;
    }

    static Element of(String tag) {
        if (!TAGS.contains(tag) && !VOID.contains(tag) && !SHAPES.contains(tag)) {
            throw new IllegalArgumentException("tag must be one that pages use, but was " + tag);
        }
        return new Element(tag);
    }

    static Element of(String tag, String text) {
        return of(tag).text(text);
    }

    /** The one style of a page, which is a part of this program. */
    static Element style(Stylesheet sheet) {
        Element style = new Element("style");
        style.children.add(sheet);
        return style;
    }

    Element attr(String name, String value) {
        if (!ATTRIBUTES.contains(name)) {
            throw new IllegalArgumentException("attribute must be one that pages use, but was " + name);
        }
        if (name.equals("href") && !value.startsWith("#")) {
            throw new IllegalArgumentException("link must lead within the page, but was " + value);
        }
        attributes.put(name, value);
        return this;
    }

    Element attr(String name, long value) {
        return attr(name, Long.toString(value));
    }

    Element cls(String value) {
        return attr("class", value);
    }

    Element text(String text) {
        children.add(text);
        return this;
    }

    Element add(Element... more) {
        children.addAll(List.of(more));
        return this;
    }

    Element addAll(List<Element> more) {
        children.addAll(more);
        return this;
    }

    void write(StringBuilder out) {
        out.append('<').append(tag);
        attributes.forEach((name, value) -> {
            out.append(' ').append(name).append("=\"");
            escape(value, out);
            out.append('"');
        });
        out.append(SHAPES.contains(tag) ? "/>" : ">");
        if (!VOID.contains(tag) && !SHAPES.contains(tag)) {
            for (Object child : children) {
                if (child instanceof Element element) {
                    element.write(out);
                } else if (child instanceof Stylesheet sheet) {
                    out.append(sheet.text());
                } else {
                    escape((String) child, out);
                }
            }
            out.append("</").append(tag).append('>');
        }
        if (LINES.contains(tag)) {
            out.append('\n');
        }
    }

    private static void escape(String text, StringBuilder out) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isHarmless(c) ? c : 0xfffd);
            }
        });
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n';
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
