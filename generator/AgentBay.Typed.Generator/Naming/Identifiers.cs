using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace AgentBay.Typed.Generator.Naming;

/// <summary>Makes C# names of names from the wire. Whatever comes in, what goes out is an identifier.</summary>
internal static class Identifiers
{
    // Long enough for any name a person chose. Of a longer one the end becomes a hash.
    private const int MaxLength = 120;

    /// <summary>
    /// <c>read_file</c> becomes <c>ReadFile</c>, <c>get.file-info</c> <c>GetFileInfo</c>, <c>NOT_FOUND</c> <c>NotFound</c>,
    /// <c>2fa</c> <c>_2fa</c>.
    /// </summary>
    public static string Pascal(string name)
    {
        StringBuilder result = new();
        bool startsWord = true;
        bool isShouted = !name.Any(char.IsLower);
        foreach (char c in name)
        {
            if (!IsNamePart(c) || c == '_')
            {
                startsWord = true;
                continue;
            }

            result.Append(startsWord ? char.ToUpperInvariant(c) : isShouted ? char.ToLowerInvariant(c) : c);
            startsWord = false;
        }

        return Finish(result);
    }

    /// <summary><c>timeout_ms</c> becomes <c>timeoutMs</c>, <c>URLPath</c> <c>urlPath</c>, <c>2fa</c> <c>_2fa</c>.</summary>
    public static string Camel(string name)
    {
        string pascal = Pascal(name);
        StringBuilder result = new(pascal);
        for (int i = 0; i < result.Length && char.IsUpper(result[i]); i++)
        {
            bool endsAcronym = i > 0 && i + 1 < result.Length && !char.IsUpper(result[i + 1]);
            if (endsAcronym)
                break;
            result[i] = char.ToLowerInvariant(result[i]);
        }

        return result.ToString();
    }

    /// <summary>
    /// A name that no other wire name has, and no name that was made for its looks: it always has an underscore behind its
    /// first character. For names that would be the same otherwise. <c>get_file</c> stays, <c>getFile</c> becomes
    /// <c>getFile_</c>, <c>get.file</c> <c>get_x002Efile</c>. It never has two underscores in a row.
    /// </summary>
    public static string Spelled(string name)
    {
        StringBuilder result = new();
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool isTaken = c == '_'
                ? i + 1 < name.Length && name[i + 1] is not ('x' or '_') && IsNamePart(name[i + 1])
                : i == 0 ? Lexicon.IsIdentifierStart(c) : IsNamePart(c);
            if (isTaken)
                result.Append(c);
            else
                result.Append("_x").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        if (name.Length == 0)
            result.Append("_x");
        string body = result.ToString();
        return Bounded(body.IndexOf('_', 1) < 0 ? body + "_" : body, MaxLength);
    }

    /// <summary>The same name, or one of at most that many characters that differs for each name.</summary>
    public static string Bounded(string name, int length)
    {
        if (name.Length <= length)
            return name;
        string mark = "_" + StableHash.Of(name);
        return name.Substring(0, length - mark.Length).TrimEnd('_') + mark;
    }

    /// <summary>The name of one item of a list: <c>edits</c> gives <c>edit</c>; what is no plural gets <c>Item</c>.</summary>
    public static string Singular(string name)
    {
        if (name.EndsWith("ies", StringComparison.Ordinal) && name.Length > 4)
            return name.Substring(0, name.Length - 3) + "y";
        foreach (string ending in new[] { "sses", "shes", "ches", "xes", "zes" })
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
                return name.Substring(0, name.Length - 2);
        }

        bool isPlural = name.Length > 2 && name.EndsWith("s", StringComparison.Ordinal)
            && !name.EndsWith("ss", StringComparison.Ordinal) && !name.EndsWith("us", StringComparison.Ordinal)
            && !name.EndsWith("is", StringComparison.Ordinal);
        return isPlural ? name.Substring(0, name.Length - 1) : name + "Item";
    }

    /// <summary>Whether the text is an identifier, keywords included, that shows all of its characters.</summary>
    public static bool IsIdentifier(string text) => text.Length is > 0 and <= MaxLength && Lexicon.IsIdentifierStart(text[0]) && text.All(IsNamePart);

    /// <summary>The identifier as it is written in code: with <c>@</c> when it is a keyword.</summary>
    public static string Escape(string identifier) =>
        Lexicon.IsKeyword(identifier) ? "@" + identifier : identifier;

    /// <summary>A namespace, each part of which is an identifier.</summary>
    public static string Namespace(string name)
    {
        List<string> parts = [];
        foreach (string part in name.Split('.'))
        {
            StringBuilder result = new();
            foreach (char c in part)
                result.Append(IsNamePart(c) ? c : '_');
            parts.Add(Escape(Finish(result)));
        }

        return string.Join(".", parts);
    }

    private static string Finish(StringBuilder name)
    {
        if (name.Length == 0 || !Lexicon.IsIdentifierStart(name[0]))
            name.Insert(0, '_');

        // A lone underscore is no name but a discard.
        return name.Length == 1 && name[0] == '_' ? "Empty" : Bounded(name.ToString(), MaxLength);
    }

    // Formatting characters are legal in identifiers and invisible, so they are not taken.
    private static bool IsNamePart(char c) =>
        Lexicon.IsIdentifierPart(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format;
}
