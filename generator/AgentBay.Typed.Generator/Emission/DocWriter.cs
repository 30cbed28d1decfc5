using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AgentBay.Typed.Generator.Helpers;
using AgentBay.Typed.Generator.Models;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>Writes XML documentation from a schema's texts, which are Markdown and untrusted.</summary>
internal static class DocWriter
{
    // What a tooltip shows without scrolling; the whole text follows in the remarks.
    private const int SummaryLength = 500;

    // A parameter has no remarks of its own, so that its text is cut only where it would fill the screen.
    private const int ParameterLength = 2_000;

    // Of numbers that a schema lists; more are no help.
    private const int MaxConstants = 20;

    /// <summary>Writes a summary, and as remarks the whole of what is cut.</summary>
    /// <param name="source">Where to.</param>
    /// <param name="text">The schema's text.</param>
    /// <param name="fallback">XML to write where it is empty.</param>
    /// <param name="remark">XML to write as a remark; empty for none.</param>
    /// <param name="parameters">The parameters whose documentation follows.</param>
    public static void Summary(SourceWriter source, string text, string fallback, string remark = "", IEnumerable<MemberModel>? parameters = null)
    {
        string whole = text.Trim();
        SummaryAndRemarks(source, whole, whole.Length == 0 ? fallback : "", remark, parameters ?? []);
    }

    /// <summary>Writes the documentation of a property.</summary>
    /// <param name="source">Where to.</param>
    /// <param name="member">The property.</param>
    /// <param name="isSent">Whether arguments hold it.</param>
    public static void Property(SourceWriter source, MemberModel member, bool isSent) =>
        SummaryAndRemarks(source, Sentence(member), string.Join(" ", Facts(member, isSent && IsOptional(member))), "", []);

    /// <summary>Writes the documentation of a parameter.</summary>
    /// <param name="source">Where to.</param>
    /// <param name="member">The parameter.</param>
    /// <param name="isSent">Whether arguments hold it.</param>
    public static void Parameter(SourceWriter source, MemberModel member, bool isSent)
    {
        bool mayBeLeftOut = isSent && IsOptional(member);
        List<string> facts = Facts(member, mayBeLeftOut);
        if (mayBeLeftOut && member.Doc.Default is null)
            facts.Add("Null: not sent.");
        Element(
            source, $"param name=\"{member.Name}\"", Markdown.ToXml(Shorten(Sentence(member), ParameterLength), string.Join(" ", facts)), "param");
    }

    /// <summary>Text as XML, on one line.</summary>
    public static string Escape(string text) => XmlText.OneLine(text);

    private static void SummaryAndRemarks(SourceWriter source, string whole, string tail, string remark, IEnumerable<MemberModel> parameters)
    {
        string shortened = Shorten(whole, SummaryLength);
        Element(source, "summary", Markdown.ToXml(shortened, tail));
        List<string> remarks = shortened.Length < whole.Length ? Markdown.ToXml(whole) : [];
        if (remark.Length > 0)
            remarks.Add(remarks.Count == 0 ? remark : "<para>" + remark + "</para>");
        foreach (MemberModel parameter in parameters.Where(static parameter => Sentence(parameter).Length > ParameterLength))
        {
            remarks.Add($"<para><c>{parameter.Name}</c>:</para>");
            remarks.AddRange(Markdown.ToXml(Sentence(parameter)));
        }

        if (remarks.Count > 0)
            Element(source, "remarks", remarks);
    }

    private static bool IsOptional(MemberModel member) => !member.IsRequired && member.Default is null;

    private static string Sentence(MemberModel member)
    {
        string text = member.Doc.Text.Trim();
        bool isOpen = text.Length > 0 && text[text.Length - 1] is not ('.' or '!' or '?' or ':') && text.IndexOf('\n') < 0;
        return isOpen ? text + "." : text;
    }

    // What there is to say of a member beside its description: its bounds, its default, examples. As XML.
    private static List<string> Facts(MemberModel member, bool mayBeLeftOut)
    {
        List<string> facts = [];
        if (member.Doc.Text.Trim().Length == 0)
            facts.Add($"<c>{Escape(member.WireName)}</c>.");
        if (member.Constants.Count > 0 && member.Type.Kind != TypeKind.Boolean)
            facts.Add(Constants(member.Constants) + ".");
        if (Bounds(member) is { Length: > 0 } bounds)
            facts.Add(bounds + ".");
        if (member.Doc.Default is { } value)
            facts.Add($"Default: {Escape(value)}{(mayBeLeftOut ? ", when not sent" : "")}.");
        if (member.Doc.Examples is { } examples)
            facts.Add($"For example: {Escape(examples)}.");
        if (member.IsDeprecated)
            facts.Add("Deprecated.");
        return facts;
    }

    private static string Constants(EquatableArray<string> values) =>
        (values.Count == 1 ? "Only " : "One of ") + string.Join(", ", values.Take(MaxConstants)) + (values.Count > MaxConstants ? ", …" : "");

    private static string Bounds(MemberModel member)
    {
        BoundsModel bounds = member.Type.Bounds;
        List<string> parts = [];
        if (bounds is { Minimum: { } from, Maximum: { } to })
            parts.Add($"{from} to {to}");
        else if (bounds.Minimum is { } minimum)
            parts.Add($"At least {minimum}");
        else if (bounds.Maximum is { } maximum)
            parts.Add($"At most {maximum}");
        if (bounds.Above is { } above)
            parts.Add($"Greater than {above}");
        if (bounds.Below is { } below)
            parts.Add($"Less than {below}");
        AddCount(parts, bounds.MinLength, bounds.MaxLength, "character");
        AddCount(parts, bounds.MinItems, bounds.MaxItems, "item");
        return string.Join("; ", parts);
    }

    private static void AddCount(List<string> parts, int? minimum, int? maximum, string unit)
    {
        string Counted(int number) => number.ToString(CultureInfo.InvariantCulture) + (number == 1 ? $" {unit}" : $" {unit}s");
        if (minimum is > 0 and { } least && maximum is { } most)
            parts.Add(least == most ? $"Exactly {Counted(least)}" : $"{least.ToString(CultureInfo.InvariantCulture)} to {Counted(most)}");
        else if (minimum is > 0 and { } from)
            parts.Add($"At least {Counted(from)}");
        else if (maximum is { } to)
            parts.Add($"At most {Counted(to)}");
    }

    private static void Element(SourceWriter source, string opening, List<string> lines, string? closing = null)
    {
        closing ??= opening;
        if (lines.Count == 1)
        {
            source.Line($"/// <{opening}>{lines[0]}</{closing}>");
            return;
        }

        source.Line($"/// <{opening}>");
        foreach (string line in lines)
            source.Line("/// " + line);
        source.Line($"/// </{closing}>");
    }

    // Cut behind a sentence or a paragraph where there is one, and never inside of a block of code.
    private static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;
        int end = Math.Max(
            text.LastIndexOf(". ", length, StringComparison.Ordinal),
            Math.Max(text.LastIndexOf(".\n", length, StringComparison.Ordinal), text.LastIndexOf("\n\n", length, StringComparison.Ordinal) - 1));
        if (OpenFence(text, end > length / 4 ? end : length) is > 0 and { } fence)
            return text.Substring(0, fence).TrimEnd();
        if (end > length / 4)
            return text.Substring(0, end + 1);
        int cut = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text.Substring(0, cut).TrimEnd() + "…";
    }

    // Where the block of code begins that a place is in; -1 when it is in none.
    private static int OpenFence(string text, int place)
    {
        int open = -1;
        for (int i = text.IndexOf("```", StringComparison.Ordinal); i >= 0 && i < place; i = text.IndexOf("```", i + 3, StringComparison.Ordinal))
            open = open < 0 ? i : -1;
        return open;
    }
}
