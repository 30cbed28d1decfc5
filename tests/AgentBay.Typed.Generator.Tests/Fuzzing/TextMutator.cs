using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Generator.Tests.Fuzzing;

/// <summary>
/// Breaks a capture and its overlay as texts, so that what no JSON writer would write is met too: duplicate keys, odd
/// escapes, cut files, thousands of levels. It knows which tools it left alone.
/// </summary>
internal sealed class TextMutator(Random random)
{
    /// <summary>No name that is derived from a hostile text can be this: such names keep no underscore, or more than this.</summary>
    public const string Marker = "PW_NED";

    public const string Capture = """
        {"catalog":"Fuzz","source":{"kind":"agentbay","imageId":"linux_latest"},"tools":[
        {"name":"edit_file","server":"wuying_filesystem","title":"Edit","description":"Edits a file.",
         "inputSchema":{"type":"object","description":"Arguments.","properties":{
           "path":{"type":"string","description":"A path.","default":"/tmp","pattern":"^/","minLength":1},
           "mode":{"type":"string","enum":["strict","fuzzy"],"default":"strict","deprecated":true},
           "limit":{"type":"integer","minimum":1,"maximum":100,"default":10},
           "edits":{"type":"array","items":{"$ref":"#/$defs/edit"},"minItems":1,"maxItems":9},
           "pair":{"type":"array","prefixItems":[{"type":"number"},{"type":"string","format":"date-time"}],"items":false}},
           "required":["path","limit","mode"],
           "$defs":{"edit":{"type":"object","properties":{"oldText":{"type":"string"},"next":{"$ref":"#/$defs/edit"}},"required":["oldText"]}}},
         "annotations":{"readOnlyHint":false,"destructiveHint":true}},
        {"name":"find-all","description":"Finds.","inputSchema":{"type":"object","properties":{
           "where":{"oneOf":[{"type":"object","properties":{"kind":{"const":"line"},"at":{"type":"integer"}},"required":["kind","at"]},
             {"type":"object","properties":{"kind":{"const":"range"},"from":{"type":["integer","string","null"]}},"required":["kind"]}]},
           "how":{"anyOf":[{"const":"fast","description":"Quick."},{"const":"slow","title":"Thorough"}]},
           "more":{"type":"object","additionalProperties":{"anyOf":[{"type":"string"},{"type":"null"},{"type":"boolean"}]}}},
           "allOf":[{"properties":{"extra":{"type":"string","format":"uuid"}}}],"required":["where"]},
         "outputSchema":{"type":"object","properties":{"changed":{"type":"boolean"},"lines":{"type":"array","items":{"type":"integer","format":"int32"}},
           "state":{"enum":["done","open",null]},"any":{},"tree":{"$ref":"#"}},"required":["changed"]}},
        {"name":"get.info","server":"wuying_filesystem","description":"Tells.","inputSchema":{"type":"object","properties":{"class":{"type":"string"}}}},
        {"name":"shell","server":"wuying_shell","description":"Runs a command.","inputSchema":{"type":"object","properties":{
           "command":{"type":"string","description":"The command."},"env":{"type":"object","additionalProperties":{"type":"string"}}},"required":["command"]}},
        {"name":"2fa","inputSchema":{"type":"object","additionalProperties":{"type":"number"}},"deprecated":true}
        ]}
        """;

    public const string Overlay = """
        {"groups":{"wuying_shell":"console"},"tools":{
        "shell":{"name":"Run","group":"terminal","deprecated":"Use edit_file.","defaults":{"command":"true"},
          "outputSchema":{"type":"object","properties":{"stdout":{"type":"string","description":"What it said."},"code":{"type":"integer"}},"required":["code"]}},
        "get.info":{"outputText":{"members":"{key}: {value}"},"outputSchema":{"type":"object","properties":{"size":{"type":"integer"}}}}}}
        """;

    // As they stand in JSON; each holds a character that keeps it from being an identifier.
    private static readonly string[] HostileTexts =
    [
        @"*/ class PW_NED {} /*", @"\"" + PW_NED + \""", @"\""\""\""PW_NED\""\""\""", @"{PW_NED}{{PW_NED}}$\""{PW_NED}\""", @"\\\""; class PW_NED {} //",
        @"\r\nclass PW_NED {}\r\n", @"\u0085class PW_NED {}", @"\u2028class PW_NED {}\u2029", "\u0085class PW_NED {}\u2028class PW_NED {}\u2029",
        @"\u000Bclass PW_NED {}\f", @"\n#error PW_NED\n#pragma warning disable\n#nullable disable\n#line 1 \""x\""\n", @"\n    }\n}\nclass PW_NED\n{\n    {\n",
        @"</summary><see cref=\""PW_NED\""/>", @"&PW_NED;<!--]]><![CDATA[", @"\u202E}PW_NED{\u2066\u2069", "\u202E}PW_NED{\u2066\u2069",
        @"\u200B\u200C\u200D\uFEFF\u00AD PW_NED", @"\uDB40\uDC41PW_NED\uDB40\uDC01", @"\u0000\u0001\u001F\u007F\uFFFE\uFFFF PW_NED", @"@\""PW_NED\"" 'P' \\u0022 \\x22",
        @"global::PW_NED<PW_NED>", @"\ud800", @"\udc00 PW_NED \ud800", @"PW_NED\ud83d", @"", @" ", @"class", @"ToString", @"_", @"1", @"\u01C5", @"\u67E5\u8BE2",
        @"e\u0301", @"Tools", @"Create", @"json", @"value", @"call", @"cancellationToken", @"Case", @"IFilesystemTools", @"%s%n${PW_NED}", @"[({<PW_NED>})]",
        @"#/$defs/edit", @"#", @"#/properties/where", @"date-time", @"object", @"null", @"EditFile", @"edit_file", @"shell",
    ];

    private static readonly string[] OddValues =
    [
        "null", "true", "false", "0", "-1", "1e400", "-1E+9999", "0.1e-400", "1.5", "-9223372036854775809", "99999999999999999999999999999999", "\"\"", "[]", "{}",
        "[null]", "[[[[]]]]", "\"object\"", """["string","null","object"]""", """{"$ref":"#"}""", """{"$ref":"#/nowhere"}""", """{"$ref":"http://x/y#"}""",
        """{"$ref":"#/$defs/edit/properties/next"}""", """{"type":"array","items":{"$ref":"#"}}""", """{"allOf":[{"$ref":"#"},{"$ref":"#"}]}""",
        """{"anyOf":[{"$ref":"#"},{"type":"null"}]}""", """{"enum":[1,"a",null,{},[],true]}""", """{"const":{}}""", """{"anyOf":[]}""", """{"properties":{"a":true,"A":false,"a_":{}}}""",
    ];

    /// <summary>What was done, for a person who looks into a failure.</summary>
    public List<string> Edits { get; } = [];

    /// <returns>A case: texts, and the names of the tools that were left alone.</returns>
    public FuzzCase Next()
    {
        Document capture = new(Capture);
        Document overlay = new(Overlay);
        int count = random.Next(1, 5);
        for (int i = 0; i < count; i++)
        {
            if (random.Next(4) == 0)
                Edit(overlay);
            else
                Edit(capture);
        }

        string captureText = capture.Apply();
        string overlayText = overlay.Apply();
        bool isCut = random.Next(10) == 0;
        if (isCut)
            captureText = Break(captureText);
        if (random.Next(30) == 0)
            overlayText = Break(overlayText);
        return new FuzzCase(captureText, overlayText, isCut ? [] : capture.Untouched(), overlayText != Overlay);
    }

    private void Edit(Document document)
    {
        switch (random.Next(12))
        {
            case < 5:
                document.Replace(Pick(document.Strings), "\"" + Pick(HostileTexts) + "\"");
                break;
            case < 8:
                document.Replace(Pick(document.Values), random.Next(40) == 0 ? Huge() : Pick(OddValues));
                break;
            case 8:
                document.Replace(Pick(document.Values), document.TextOf(Pick(document.Values)));
                break;
            case 9:
                Span member = Pick(document.Members);
                document.Replace(member, document.TextOf(member) + "," + document.TextOf(Pick(document.Members)));
                break;
            case 10:
                Span doubled = Pick(document.Members);
                string name = document.TextOf(doubled)[..document.TextOf(doubled).IndexOf(':', StringComparison.Ordinal)];
                document.Replace(doubled, document.TextOf(doubled) + "," + name + ":" + Pick(OddValues));
                break;
            default:
                document.DoubleTool(random.Next(5));
                break;
        }

        Edits.Add(document.LastEdit);
    }

    private string Huge() => random.Next(5) switch
    {
        0 => "\"" + new string('x', 1 << 20) + "\"",
        1 => "{\"enum\":[" + string.Join(",", Enumerable.Range(0, 10_000).Select(static i => $"\"v{i}\"")) + "]}",
        2 => string.Concat(Enumerable.Repeat("{\"items\":", 3_000)) + "{}" + new string('}', 3_000),
        3 => string.Concat(Enumerable.Repeat("{\"type\":\"object\",\"properties\":{\"a\":", 80)) + "{\"type\":\"string\"}" + new string('}', 160),
        _ => "{\"anyOf\":[" + string.Join(",", Enumerable.Range(0, 300).Select(static i =>
            $$$$"""{"type":"object","properties":{"p{{{{i}}}}":{"type":"string"}}}""")) + "]}",
    };

    private string Break(string text)
    {
        int at = random.Next(text.Length);
        Edits.Add($"broken at {at}");
        return random.Next(8) switch
        {
            0 => text[..at],
            1 => "\uFEFF" + text,
            2 => text.Insert(at, "\uFEFF"),
            3 => text.Insert(at, "/* PW_NED */"),
            4 => text.Insert(at, "// PW_NED\n"),
            5 => text.Insert(at, string.Concat(Enumerable.Range(0, 20).Select(_ => (char)random.Next(0, 256)))),
            6 => text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at)),
            _ => text + text,
        };
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>A part of a text.</summary>
    private readonly record struct Span(int Start, int End);

    /// <summary>A JSON text and where its parts stand. The text is ASCII, so that bytes and characters agree.</summary>
    private sealed class Document
    {
        private readonly string _text;
        private readonly List<(string Name, Span Span)> _tools = [];
        private readonly SortedList<int, (Span Span, string Text, bool IsHarmless)> _edits = [];

        public Document(string text)
        {
            _text = text;
            Utf8JsonReader json = new(Encoding.ASCII.GetBytes(text));
            json.Read();
            Scan(ref json);
        }

        public List<Span> Strings { get; } = [];

        public List<Span> Values { get; } = [];

        public List<Span> Members { get; } = [];

        public string LastEdit { get; private set; } = "";

        public string TextOf(Span span) => _text[span.Start..span.End];

        public void Replace(Span span, string text) => Put(span, text, isHarmless: false);

        /// <summary>Puts a tool in a second time, at its end.</summary>
        public void DoubleTool(int index)
        {
            if (index < _tools.Count)
                Put(new Span(_tools[index].Span.End, _tools[index].Span.End), ",\n" + TextOf(_tools[index].Span), isHarmless: true);
        }

        public string Apply()
        {
            StringBuilder result = new();
            int position = 0;
            foreach ((Span span, string text, _) in _edits.Values)
            {
                result.Append(_text, position, span.Start - position).Append(text);
                position = span.End;
            }

            return result.Append(_text, position, _text.Length - position).ToString();
        }

        /// <summary>The tools that no edit touched; none when an edit touched what is around all tools.</summary>
        public string[] Untouched()
        {
            (Span Span, string Text, bool IsHarmless)[] edits = [.. _edits.Values.Where(static edit => !edit.IsHarmless)];
            bool touchesAll = edits.Any(edit => !_tools.Exists(tool => IsInside(edit.Span, tool.Span)));
            return touchesAll ? [] : [.. _tools.Where(tool => !edits.Any(edit => IsInside(edit.Span, tool.Span))).Select(static tool => tool.Name)];
        }

        private static bool IsInside(Span inner, Span outer) => inner.Start >= outer.Start && inner.End <= outer.End;

        // An edit inside of another, or around it, is left out.
        private void Put(Span span, string text, bool isHarmless)
        {
            bool overlaps = _edits.Values.Any(
                edit => span.Start < Math.Max(edit.Span.End, edit.Span.Start + 1) && edit.Span.Start < Math.Max(span.End, span.Start + 1));
            if (overlaps)
                return;
            _edits.Add(span.Start, (span, text, isHarmless));
            LastEdit = string.Create(CultureInfo.InvariantCulture, $"{span.Start}: {Cut(TextOf(span))} => {Cut(text)}");

            static string Cut(string part) => part.Length <= 100 ? part : part[..100] + "…";
        }

        private void Scan(ref Utf8JsonReader json)
        {
            int start = (int)json.TokenStartIndex;
            if (json.TokenType == JsonTokenType.String)
                Strings.Add(new Span(start, (int)json.BytesConsumed));
            else if (json.TokenType == JsonTokenType.StartArray)
            {
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    Scan(ref json);
            }
            else if (json.TokenType == JsonTokenType.StartObject)
                ScanMembers(ref json);
            Span span = new(start, (int)json.BytesConsumed);
            Values.Add(span);
            bool isTool = json.TokenType == JsonTokenType.EndObject && json.CurrentDepth == 2 && JsonElement.Parse(TextOf(span)).TryGetProperty("inputSchema", out _);
            if (isTool)
                _tools.Add((JsonElement.Parse(TextOf(span)).GetProperty("name").GetString()!, span));
        }

        private void ScanMembers(ref Utf8JsonReader json)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                int start = (int)json.TokenStartIndex;
                Strings.Add(new Span(start, start + json.ValueSpan.Length + 2));
                json.Read();
                Scan(ref json);
                Members.Add(new Span(start, (int)json.BytesConsumed));
            }
        }
    }
}

/// <summary>A broken capture with its overlay.</summary>
/// <param name="Capture">The capture's text.</param>
/// <param name="Overlay">The overlay's text.</param>
/// <param name="Untouched">The tools of the capture that were left alone.</param>
/// <param name="IsOverlayChanged">Whether the overlay was changed.</param>
internal sealed record FuzzCase(string Capture, string Overlay, IReadOnlyList<string> Untouched, bool IsOverlayChanged);
