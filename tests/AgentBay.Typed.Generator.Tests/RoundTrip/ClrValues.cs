using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBay.Typed.Generator.Models;

namespace AgentBay.Typed.Generator.Tests.RoundTrip;

/// <summary>
/// Turns JSON into values of the generated types, and such values into JSON, as a person with the schema at hand would.
/// By reflection over the public surface: nothing here uses the generated readers and writers.
/// </summary>
internal sealed class ClrValues(Type catalog, ToolModel tool)
{
    private readonly Dictionary<string, DeclaredType> _declared = tool.Types.ToDictionary(static type => type.Name, StringComparer.Ordinal);

    /// <summary>The members that were given a value so far: the type that declares each, and its name on the wire.</summary>
    public HashSet<(string Type, string Member)> Touched { get; } = [];

    /// <exception cref="DoesNotFitException">The type has no place for the value.</exception>
    public object? FromJson(JsonElement json, TypeModel type)
    {
        if (json.ValueKind == JsonValueKind.Null && type.Kind != TypeKind.Any)
            return type.IsNullable ? null : throw new DoesNotFitException($"null is not a {type.Kind}");
        try
        {
            return type.Kind switch
            {
                TypeKind.String => json.GetString(),
                TypeKind.Boolean => json.GetBoolean(),
                TypeKind.Int32 => json.GetInt32(),
                TypeKind.Int64 => json.GetInt64(),
                TypeKind.Double => json.GetDouble(),
                TypeKind.DateTimeOffset => DateTimeOffset.Parse(json.GetString()!, CultureInfo.InvariantCulture),
                TypeKind.DateOnly => DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                TypeKind.Guid => Guid.ParseExact(json.GetString()!, "D"),
                TypeKind.Bytes => new ReadOnlyMemory<byte>(json.GetBytesFromBase64()),
                TypeKind.Any => json,
                TypeKind.List => List(json, type),
                TypeKind.Map => Map(json.EnumerateObject(), type.Item!),
                TypeKind.EmbeddedJson => FromJson(JsonElement.Parse(json.GetString()!), type.Item!),
                _ => Declared(json, _declared[type.Name]),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new DoesNotFitException($"{json.GetRawText()} is not a {type.Kind} {type.Name}");
        }
    }

    /// <summary>Members whose names are data.</summary>
    public IDictionary Map(IEnumerable<JsonProperty> members, TypeModel item)
    {
        IDictionary map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), TypeOf(item)))!;
        foreach (JsonProperty member in members)
            map.Add(member.Name, FromJson(member.Value, item));
        return map;
    }

    public JsonNode? ToJson(object? value, TypeModel type) => value is null ? null : type.Kind switch
    {
        TypeKind.DateTimeOffset => ((DateTimeOffset)value).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        TypeKind.DateOnly => ((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TypeKind.Guid => ((Guid)value).ToString("D"),
        TypeKind.Bytes => Convert.ToBase64String(((ReadOnlyMemory<byte>)value).Span),
        TypeKind.Any => JsonNode.Parse(((JsonElement)value).GetRawText()),
        TypeKind.List => new JsonArray([.. ((IEnumerable)value).Cast<object?>().Select(item => ToJson(item, type.Item!))]),
        TypeKind.Map => new JsonObject(Members(value, type.Item!)),
        TypeKind.EmbeddedJson => ToJson(value, type.Item!),
        TypeKind.String or TypeKind.Boolean or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Double =>
            JsonSerializer.SerializeToNode(value, value.GetType()),
        _ => ToJson(value, _declared[type.Name]),
    };

    private object Declared(JsonElement json, DeclaredType type) => type switch
    {
        EnumModel model => Enum.Parse(
            Nested(model.Name),
            model.Values.FirstOrDefault(value => value.WireName == json.GetString())?.Name
                ?? throw new DoesNotFitException($"{json.GetRawText()} is not a value of {model.Name}")),
        RecordModel model => Record(json, model, Nested(model.Name), model.Name),
        TupleModel model => Activator.CreateInstance(
            Nested(model.Name), [.. model.Items.Select((item, i) => Place(model.Name, item, json, i))])!,
        VariantModel model => Case(json, model),
        UnionModel model => Union(json, model),
        _ => throw new NotSupportedException($"The test does not know {type.GetType()} yet."),
    };

    private object Record(JsonElement json, RecordModel model, Type type, string name, string? tag = null)
    {
        object record = Activator.CreateInstance(type)!;
        List<JsonProperty> unnamed = [];
        if (json.ValueKind != JsonValueKind.Object)
            throw new DoesNotFitException($"{json.GetRawText()} is not an object");
        foreach (JsonProperty member in json.EnumerateObject().Where(member => member.Name != tag))
        {
            if (model.Members.FirstOrDefault(one => one.WireName == member.Name) is { } known)
                type.GetProperty(known.Name)!.SetValue(record, Member(name, known, member.Value));
            else
                unnamed.Add(member);
        }

        foreach (MemberModel missing in model.Members.Where(member => !json.TryGetProperty(member.WireName, out _)))
        {
            if (missing.IsRequired)
                throw new DoesNotFitException($"{name} requires {missing.WireName}");
            type.GetProperty(missing.Name)!.SetValue(record, null);
        }

        if (unnamed.Count > 0)
        {
            TypeModel item = model.AdditionalProperties ?? throw new DoesNotFitException($"{name} has no member '{unnamed[0].Name}'");
            type.GetProperty("AdditionalProperties")!.SetValue(record, Map(unnamed, item));
        }

        return record;
    }

    private object? Member(string type, MemberModel member, JsonElement json)
    {
        Touched.Add((type, member.WireName));
        return FromJson(json, member.IsRequired ? member.Type : member.Type with { IsNullable = true });
    }

    private object? Place(string type, MemberModel place, JsonElement json, int index) =>
        json.ValueKind != JsonValueKind.Array ? throw new DoesNotFitException($"{json.GetRawText()} is not an array")
        : index < json.GetArrayLength() ? Member(type, place, json[index])
        : place.IsRequired ? throw new DoesNotFitException($"{type} requires {place.WireName}")
        : null;

    private object Case(JsonElement json, VariantModel model)
    {
        string? tag = json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(model.TagName, out JsonElement found) ? null
            : found.ValueKind == JsonValueKind.String ? found.GetString()
            : found.GetRawText();
        VariantCaseModel one = model.Cases.FirstOrDefault(one => one.Tag == tag)
            ?? throw new DoesNotFitException($"'{tag}' is not a case of {model.Name}");
        Touched.Add((model.Name, model.TagName));
        return Record(json, one.Record, Nested(model.Name).GetNestedType(one.Record.Name)!, $"{model.Name}.{one.Record.Name}", model.TagName);
    }

    // The first case that keeps all of the value. What does not fit says so, as a compiler would.
    private object Union(JsonElement json, UnionModel model)
    {
        Type union = Nested(model.Name);
        foreach (TypeModel one in model.Cases)
        {
            try
            {
                object value = FromJson(json, one)!;
                if (!JsonElement.DeepEquals(json, JsonSerializer.SerializeToElement(ToJson(value, one))))
                    continue;
                MethodInfo conversion = union.GetMethods()
                    .Where(static method => method.Name is "op_Implicit" or "From")
                    .First(method => method.GetParameters() is [var only] && (only.ParameterType == value.GetType() || only.ParameterType == TypeOf(one)));
                return conversion.Invoke(null, [value])!;
            }
            catch (DoesNotFitException)
            {
                continue;
            }
        }

        throw new DoesNotFitException($"{json.GetRawText()} is none of the cases of {model.Name}");
    }

    private JsonNode? ToJson(object value, DeclaredType type)
    {
        switch (type)
        {
            case EnumModel model:
                return model.Values.Single(one => one.Name == value.ToString()).WireName;
            case RecordModel model:
                return RecordToJson(value, model, model.Name, []);
            case TupleModel model:
                Touched.UnionWith(model.Items.Select(item => (model.Name, item.WireName)));
                return new JsonArray([.. Present(model, value).Select(item => ToJson(Get(value, item.Name), item.Type))]);
            case VariantModel model:
                VariantCaseModel which = model.Cases.Single(one => one.Record.Name == value.GetType().Name);
                Touched.Add((model.Name, model.TagName));
                JsonNode tag = model.TagKind == TypeKind.String ? JsonValue.Create(which.Tag) : JsonNode.Parse(which.Tag)!;
                return RecordToJson(value, which.Record, $"{model.Name}.{which.Record.Name}", new JsonObject { [model.TagName] = tag });
            case UnionModel model:
                object inner = Get(value, "Value")!;
                return ToJson(inner, model.Cases.First(one => TypeOf(one).IsInstanceOfType(inner)));
            default:
                throw new NotSupportedException($"The test does not know {type.GetType()} yet.");
        }
    }

    // The places up to the last one that holds something: an array may end there.
    private static IEnumerable<MemberModel> Present(TupleModel model, object value) =>
        model.Items.Take(1 + model.Items.ToList().FindLastIndex(item => item.IsRequired || Get(value, item.Name) is not null));

    private JsonObject RecordToJson(object value, RecordModel model, string name, JsonObject json)
    {
        foreach (MemberModel member in model.Members)
        {
            object? found = Get(value, member.Name);
            if (found is not null)
                Touched.Add((name, member.WireName));
            if (found is not null || member.IsRequired)
                json[member.WireName] = ToJson(found, member.Type);
        }

        if (model.AdditionalProperties is { } item && Get(value, "AdditionalProperties") is { } rest)
        {
            foreach ((string key, JsonNode? one) in Members(rest, item))
                json[key] = one;
        }

        return json;
    }

    private IEnumerable<KeyValuePair<string, JsonNode?>> Members(object map, TypeModel item)
    {
        foreach (object entry in (IEnumerable)map)
            yield return new KeyValuePair<string, JsonNode?>((string)Get(entry, "Key")!, ToJson(Get(entry, "Value"), item));
    }

    private Array List(JsonElement json, TypeModel type)
    {
        if (json.ValueKind != JsonValueKind.Array)
            throw new DoesNotFitException($"{json.GetRawText()} is not an array");
        if (json.GetArrayLength() < type.Bounds.MinItems || json.GetArrayLength() > type.Bounds.MaxItems)
            throw new DoesNotFitException($"{json.GetRawText()} is too short or too long");
        Array list = Array.CreateInstance(TypeOf(type.Item!), json.GetArrayLength());
        for (int i = 0; i < list.Length; i++)
            list.SetValue(FromJson(json[i], type.Item!), i);
        return list;
    }

    private Type TypeOf(TypeModel type)
    {
        Type present = type.Kind switch
        {
            TypeKind.String => typeof(string),
            TypeKind.Boolean => typeof(bool),
            TypeKind.Int32 => typeof(int),
            TypeKind.Int64 => typeof(long),
            TypeKind.Double => typeof(double),
            TypeKind.DateTimeOffset => typeof(DateTimeOffset),
            TypeKind.DateOnly => typeof(DateOnly),
            TypeKind.Guid => typeof(Guid),
            TypeKind.Bytes => typeof(ReadOnlyMemory<byte>),
            TypeKind.Any => typeof(JsonElement),
            TypeKind.List => typeof(IReadOnlyList<>).MakeGenericType(TypeOf(type.Item!)),
            TypeKind.Map => typeof(IReadOnlyDictionary<,>).MakeGenericType(typeof(string), TypeOf(type.Item!)),
            TypeKind.EmbeddedJson => TypeOf(type.Item! with { IsNullable = false }),
            _ => Nested(type.Name),
        };
        return type.IsNullable && present.IsValueType ? typeof(Nullable<>).MakeGenericType(present) : present;
    }

    private Type Nested(string name) => catalog.GetNestedType(name) ?? throw new InvalidOperationException($"There is no type {name}.");

    private static object? Get(object value, string property) => value.GetType().GetProperty(property)!.GetValue(value);
}

/// <summary>A value that the schema allows and the generated type cannot hold.</summary>
internal sealed class DoesNotFitException(string why) : Exception(why);
