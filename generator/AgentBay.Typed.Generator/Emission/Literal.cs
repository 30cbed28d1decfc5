using System.Globalization;
using System.Text;

namespace AgentBay.Typed.Generator.Emission;

/// <summary>Writes text as a C# literal. Everything but printable ASCII is escaped, so no text can end or hide anything.</summary>
internal static class Literal
{
    public static string String(string text)
    {
        StringBuilder literal = new(text.Length + 2);
        literal.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                literal.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~')
                literal.Append(c);
            else
                literal.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        return literal.Append('"').ToString();
    }

    /// <summary>The literal of the text's UTF-8 bytes.</summary>
    public static string Utf8(string text) => String(text) + "u8";
}
