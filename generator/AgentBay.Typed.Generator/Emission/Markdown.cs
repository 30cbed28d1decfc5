using System;
using System.Collections.Generic;
using System.Linq;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>
/// Turns the Markdown of a description into XML documentation that an IDE shows well: paragraphs, line ends, lists and
/// code. What is not known as Markdown stays the text it is, and nothing of the text becomes XML of its own.
/// </summary>
internal sealed class Markdown
{
    // A line of this length that ends in the middle of a sentence was wrapped by an editor; the next one goes on with it.
    private const int WrappedLength = 60;

    private readonly List<string> _xml = [];
    private Block _open;
    private string _end = "";
    private string _before = "";

    private Markdown()
    {
    }

    private enum Block
    {
        None,
        Text,
        Bullets,
        Numbers,
    }

    /// <summary>The lines of XML for a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tail">XML to put behind it.</param>
    public static List<string> ToXml(string text, string tail = "")
    {
        Markdown markdown = new();
        List<string> lines = XmlText.Lines(text);
        for (int i = 0; i < lines.Count; i++)
        {
            if (FenceOf(lines[i]) is { } fence)
                markdown.Code(lines, ref i, fence);
            else
                markdown.Line(lines[i]);
        }

        if (tail.Length > 0)
            markdown.Tail(tail);
        markdown.Close();
        if (markdown._xml.Count == 0)
            markdown._xml.Add("");
        return markdown._xml;
    }

    private void Line(string line)
    {
        string trimmed = line.Trim();
        if (trimmed.Length == 0)
        {
            // A list goes on behind an empty line when another item follows.
            if (_open == Block.Text)
                Close();
            _before = "";
        }
        else if (IsRule(trimmed))
        {
            Close();
        }
        else if (ItemOf(trimmed, out Block kind) is { } item)
        {
            Item(item, kind);
        }
        else if (HeadingOf(trimmed) is { } heading)
        {
            Close();
            Text(heading);
            Close();
        }
        else if (_open is Block.Bullets or Block.Numbers && _before.Length > 0 && line[0] == ' ')
        {
            _xml.Add(MarkdownSpans.ToXml(trimmed));
        }
        else
        {
            Text(trimmed);
        }
    }

    private void Text(string line)
    {
        if (_open == Block.Text)
        {
            bool isWrapped = _before.Length >= WrappedLength && _before[_before.Length - 1] is not ('.' or ':' or '!' or '?' or ';');
            if (!isWrapped)
                _xml[_xml.Count - 1] += "<br/>";
            _xml.Add(MarkdownSpans.ToXml(line));
        }
        else
        {
            Close();
            bool isFirst = _xml.Count == 0;
            _xml.Add((isFirst ? "" : "<para>") + MarkdownSpans.ToXml(line));
            Open(Block.Text, isFirst ? "" : "</para>");
        }

        _before = line;
    }

    private void Item(string item, Block kind)
    {
        if (_open == kind)
        {
            _xml[_xml.Count - 1] += "</item>";
        }
        else
        {
            Close();
            _xml.Add(kind == Block.Bullets ? "<list type=\"bullet\">" : "<list type=\"number\">");
            Open(kind, "</item></list>");
        }

        _xml.Add("<item>" + MarkdownSpans.ToXml(item));
        _before = item;
    }

    private void Code(List<string> lines, ref int i, string fence)
    {
        Close();
        int first = i + 1;
        for (i = first; i < lines.Count && !(FenceOf(lines[i]) is { } end && end.StartsWith(fence, StringComparison.Ordinal)); i++)
        {
        }

        List<string> code = [.. lines.Skip(first).Take(i - first).Select(static line => MarkdownSpans.Escape(line.TrimEnd()))];
        if (code.All(static line => line.Length == 0))
            return;
        code[0] = "<code>" + code[0];
        code[code.Count - 1] += "</code>";
        _xml.AddRange(code);
    }

    private void Tail(string tail)
    {
        if (_open == Block.Text)
        {
            string last = _xml[_xml.Count - 1];
            _xml[_xml.Count - 1] = last + (last[last.Length - 1] is '.' or '!' or '?' or ':' or '…' ? " " : ". ") + tail;
            return;
        }

        Close();
        _xml.Add(_xml.Count == 0 ? tail : "<para>" + tail + "</para>");
    }

    private void Open(Block block, string end)
    {
        _open = block;
        _end = end;
    }

    private void Close()
    {
        if (_end.Length > 0)
            _xml[_xml.Count - 1] += _end;
        Open(Block.None, "");
    }

    private static string? FenceOf(string line)
    {
        string trimmed = line.Trim();
        foreach (char mark in "`~")
        {
            int length = trimmed.Length - trimmed.TrimStart(mark).Length;
            if (length >= 3 && trimmed.IndexOf(mark, length) < 0)
                return trimmed.Substring(0, length);
        }

        return null;
    }

    // A line between parts, or under the head of a table.
    private static bool IsRule(string line) =>
        line.Length >= 3 && line.All(static c => c is '-' or '=' or '*' or '_' or '|' or ':' or ' ') && line.Any(static c => c is '-' or '=' or '*' or '_');

    private static string? HeadingOf(string line)
    {
        int level = line.Length - line.TrimStart('#').Length;
        return level is >= 1 and <= 6 && level < line.Length && line[level] == ' ' ? line.Trim('#', ' ') is { Length: > 0 } heading ? heading : null : null;
    }

    private static string? ItemOf(string line, out Block kind)
    {
        kind = Block.Bullets;
        if (line.Length > 2 && line[0] is '-' or '*' or '+' or '•' && line[1] == ' ')
            return line.Substring(2).TrimStart();
        kind = Block.Numbers;
        int digits = 0;
        while (digits < line.Length && digits < 3 && line[digits] is >= '0' and <= '9')
            digits++;
        return digits > 0 && line.Length > digits + 2 && line[digits] is '.' or ')' && line[digits + 1] == ' ' ? line.Substring(digits + 2).TrimStart() : null;
    }
}
