using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>
/// Reads JSON strings whose text is not valid Unicode, such as half a surrogate pair that a tool printed. What cannot be
/// a character becomes U+FFFD; one bad byte does not lose an answer.
/// </summary>
internal static class LenientText
{
    public static string Read(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(json.ValueSpan);
        }
    }

    public static string Read(JsonElement json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(Encoding.UTF8.GetBytes(json.GetRawText()).AsSpan()[1..^1]);
        }
    }

    private static string Unescape(ReadOnlySpan<byte> escaped)
    {
        ReadOnlySpan<char> text = Encoding.UTF8.GetString(escaped);
        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            result.Append(text[i] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                'u' => (char)ushort.Parse(text.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                char same => same,
            });
            i += text[i] == 'u' ? 4 : 0;
        }

        // Encoding and decoding puts U+FFFD where half a pair stands alone.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(result.ToString()));
    }
}
