using System.Text.Json;
using AgentBay.Typed.Generator.Models;
using Microsoft.CodeAnalysis;
using TypeKind = AgentBay.Typed.Generator.Models.TypeKind;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>
/// Which properties came out typed. A property is a member of a tool's arguments, of its answer, or of an object inside
/// of these; it counts once, however many ways lead to it. It is typed when neither it nor the items that its schema
/// describes are a JsonElement.
/// </summary>
internal sealed class TypeCoverage
{
    // The ways to a type that are followed: enough to meet the one by which the generator came first.
    private const int MaxWays = 24;

    private readonly ToolUnderTest _tool;
    private readonly Dictionary<string, DeclaredType> _declared;
    private readonly Dictionary<string, int> _ways = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, string Member), List<string>> _untyped = [];
    private readonly HashSet<(string Type, string Member)> _all = [];

    private TypeCoverage(ToolUnderTest tool)
    {
        _tool = tool;
        _declared = tool.Model.Types.ToDictionary(static type => type.Name, StringComparer.Ordinal);
        SchemaView input = new(tool.InputSchema);
        foreach (MemberModel parameter in tool.Model.Parameters)
            Add("", parameter, PropertyOf(input, parameter.WireName), "");
        if (tool.OutputSchema is { } schema && tool.Model.Output is { } output)
            Follow(output.Type, new SchemaView(schema), "the output");
        else if (tool.OutputSchema is not null)
            AddUntyped(("", "the output"), "the output");
    }

    /// <summary>How many properties have a schema that says a type.</summary>
    public int Count => _all.Count;

    /// <summary>Those of them that are a JsonElement, or hold one where their schema says more; by their paths.</summary>
    public IReadOnlyCollection<IReadOnlyList<string>> Untyped => _untyped.Values;

    public static TypeCoverage Of(ToolUnderTest tool) => new(tool);

    /// <summary>The diagnostics that say why a property is not typed.</summary>
    public IEnumerable<Diagnostic> Explain(IReadOnlyList<string> paths, IReadOnlyList<Diagnostic> diagnostics) => diagnostics.Where(
        diagnostic => diagnostic.Id is "ABT0201" or "ABT0202" or "ABT0203" or "ABT0206"
            && diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture) is var message
            && paths.Any(path => message.StartsWith($"{_tool.Name}: {path}", StringComparison.Ordinal)
                || message.StartsWith($"{_tool.Name}: the schema of {path}", StringComparison.Ordinal)
                || message.StartsWith($"{_tool.Name}: the reference ", StringComparison.Ordinal)));

    private void Add(string type, MemberModel member, SchemaView? schema, string path)
    {
        string memberPath = path.Length == 0 ? member.WireName : path + "." + member.WireName;
        if (schema is null || !schema.SaysType)
            return;
        if (!IsTyped(member.Type, schema))
            AddUntyped((type, member.WireName), memberPath);
        _all.Add((type, member.WireName));
        Follow(member.Type, schema, memberPath);
    }

    private void AddUntyped((string, string) property, string path)
    {
        _all.Add(property);
        if (!_untyped.TryGetValue(property, out List<string>? paths))
            _untyped.Add(property, paths = []);
        paths.Add(path);
    }

    private bool IsTyped(TypeModel type, SchemaView schema) => type.Kind switch
    {
        TypeKind.Any => !schema.SaysType,
        TypeKind.List => AlternativesOf(schema).All(one => one.Items is not { } items || IsTyped(type.Item!, items)),
        TypeKind.Map => AlternativesOf(schema).All(one => ValuesOf(one) is not { } values || IsTyped(type.Item!, values)),
        TypeKind.EmbeddedJson => IsTyped(type.Item!, schema.Named("contentSchema")!),
        TypeKind.Union => !((UnionModel)_declared[type.Name]).Cases.Any(static one => one.Kind == TypeKind.Any),
        _ => true,
    };

    private void Follow(TypeModel type, SchemaView schema, string path)
    {
        switch (type.Kind)
        {
            case TypeKind.List when AlternativesOf(schema).Select(static one => one.Items).FirstOrDefault(static items => items is not null) is { } items:
                Follow(type.Item!, items, path + "[]");
                break;
            case TypeKind.Map when AlternativesOf(schema).Select(ValuesOf).FirstOrDefault(static values => values is not null) is { } values:
                Follow(type.Item!, values, path + ".*");
                break;
            case TypeKind.EmbeddedJson:
                Follow(type.Item!, schema.Named("contentSchema")!, path);
                break;
            case TypeKind.Record or TypeKind.Tuple or TypeKind.Union:
                int ways = _ways[type.Name] = _ways.GetValueOrDefault(type.Name) + 1;
                if (ways <= MaxWays)
                    FollowDeclared(_declared[type.Name], schema, path);
                break;
        }
    }

    private void FollowDeclared(DeclaredType type, SchemaView schema, string path)
    {
        switch (type)
        {
            case RecordModel record:
                foreach (MemberModel member in record.Members)
                    Add(record.Name, member, PropertyOf(schema, member.WireName), path);
                break;
            case VariantModel variant:
                foreach (VariantCaseModel one in variant.Cases)
                {
                    SchemaView? its = schema.Alternatives.FirstOrDefault(
                        alternative => PropertyOf(alternative, variant.TagName)?.Values.Any(value => Tag(value) == one.Tag) == true);
                    foreach (MemberModel member in one.Record.Members.Where(_ => its is not null))
                        Add($"{variant.Name}.{one.Record.Name}", member, PropertyOf(its!, member.WireName), path);
                }

                break;
            case TupleModel tuple:
                for (int i = 0; i < tuple.Items.Count && i < schema.Places.Count; i++)
                    Follow(tuple.Items[i].Type, schema.Places[i], $"{path}[{i}]");
                break;
            case UnionModel union:
                foreach (TypeModel one in union.Cases)
                {
                    foreach (SchemaView alternative in AlternativesOf(schema).Where(alternative => Suits(one, alternative)))
                        Follow(one, alternative, path);
                }

                break;
            default:
                throw new NotSupportedException($"The test does not know {type.GetType()} yet.");
        }
    }

    // Whether an alternative may be the one that a case of a union stands for.
    private bool Suits(TypeModel type, SchemaView schema) => type.Kind switch
    {
        TypeKind.List => schema.Items is not null,
        TypeKind.Tuple => schema.Places.Count > 0,
        TypeKind.Map => schema.Properties.Count == 0,
        TypeKind.Record when _declared[type.Name] is RecordModel record => record.Members.All(member => PropertyOf(schema, member.WireName) is not null),
        _ => true,
    };

    private static string Tag(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static IReadOnlyList<SchemaView> AlternativesOf(SchemaView schema) =>
        [.. schema.Alternatives.Where(static one => one.Types is not ["null"])];

    private static SchemaView? ValuesOf(SchemaView schema) =>
        schema.AdditionalProperties ?? (schema.PatternProperties is [var (_, values), ..] ? values : null);

    private static SchemaView? PropertyOf(SchemaView schema, string name) =>
        schema.Properties.Concat(schema.Alternatives.SelectMany(static one => one.Properties))
            .Where(property => property.Name == name)
            .Select(static property => property.Schema)
            .FirstOrDefault();
}
