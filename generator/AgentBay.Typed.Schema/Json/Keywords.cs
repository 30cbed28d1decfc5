using System.Linq;

namespace AgentBay.Typed.Schema.Json;

/// <summary>The words that stand in schemas again and again, so that each is one string in memory.</summary>
internal static class Keywords
{
    private static readonly string[][] ByLength = Group(
        "name", "title", "description", "inputSchema", "outputSchema", "annotations", "readOnlyHint", "destructiveHint",
        "idempotentHint", "openWorldHint", "type", "properties", "required", "items", "enum", "const", "default", "format",
        "minimum", "maximum", "minLength", "maxLength", "additionalProperties", "anyOf", "oneOf", "allOf", "$ref", "$schema",
        "object", "string", "integer", "number", "boolean", "array", "null", "id", "path", "value", "server");

    public static string? Find(string text, int start, int length)
    {
        if (length >= ByLength.Length)
            return null;
        foreach (string word in ByLength[length])
        {
            if (string.CompareOrdinal(text, start, word, 0, length) == 0)
                return word;
        }

        return null;
    }

    private static string[][] Group(params string[] words) =>
    [
        .. Enumerable.Range(0, words.Max(static word => word.Length) + 1)
            .Select(length => words.Where(word => word.Length == length).ToArray()),
    ];
}
