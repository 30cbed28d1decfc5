using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace AgentBay.Typed.Generator.Naming;

/// <summary>Makes C# names of names from the wire. Whatever comes in, what goes out is an identifier.</summary>
internal static class Identifiers
{
    // Long enough for any name a person chose; a longer one is cut, and the name table keeps it unique.
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
    /// A name that differs for each wire name: what an identifier cannot hold is spelled as its code. For names that
    /// would be the same otherwise; it depends on nothing but the wire name, so that it stays when others come and go.
    /// </summary>
    public static string Spelled(string name)
    {
        StringBuilder result = new();
        foreach (char c in name)
        {
            if (IsNamePart(c))
                result.Append(c);
            else
                result.Append("_x").Append(((int)c).ToString("X2", CultureInfo.InvariantCulture)).Append('_');
        }

        return Finish(result);
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
        if (name.Length > MaxLength)
            name.Length = MaxLength;

        // A lone underscore is no name but a discard.
        return name.Length == 1 && name[0] == '_' ? "Empty" : name.ToString();
    }

    // Formatting characters are legal in identifiers and invisible, so they are not taken.
    private static bool IsNamePart(char c) =>
        Lexicon.IsIdentifierPart(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format;
}
