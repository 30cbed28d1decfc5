using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentBay.Typed.Local.Api;

/// <summary>The parameters of a call, whether they came in the query or in the form.</summary>
internal sealed class ApiRequest
{
    private const string Bearer = "Bearer ";

    private static readonly FormOptions FormLimits = new() { ValueLengthLimit = RequestBody.MaximumSize };

    private readonly IReadOnlyDictionary<string, string> _parameters;

    private ApiRequest(IReadOnlyDictionary<string, string> parameters, string? action)
    {
        _parameters = parameters;
        Action = Optional("Action") ?? action;
    }

    public string? Action { get; }

    public string ApiKey
    {
        get
        {
            var authorization = Optional("Authorization") ?? "";
            return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..] : authorization;
        }
    }

    public static async Task<ApiRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Query) parameters[name] = values[0] ?? "";
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(FormLimits, cancellationToken);
            foreach (var (name, values) in form) parameters[name] = values[0] ?? "";
        }
        return new ApiRequest(parameters, request.Headers["x-acs-action"].FirstOrDefault());
    }

    /// <summary>A parameter's value; an empty one counts as absent.</summary>
    public string? Optional(string name) => _parameters.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public string Required(string name) => Optional(name) ?? throw ApiException.MissingParameter(name);

    public int? OptionalInteger(string name)
    {
        if (Optional(name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw ApiException.InvalidParameter(name, "must be an integer");
    }

    /// <summary>The values of a list, sent as <c>Name.1</c>, <c>Name.2</c> and so on.</summary>
    public IReadOnlyList<string> List(string name)
    {
        var values = new List<string>();
        while (Optional(string.Create(CultureInfo.InvariantCulture, $"{name}.{values.Count + 1}")) is { } value) values.Add(value);
        return values;
    }

    /// <summary>A truth value; the SDKs spell it in different ways.</summary>
    public bool? OptionalFlag(string name)
    {
        if (Optional(name) is not { } text) return null;
        return bool.TryParse(text, out var value) ? value : throw ApiException.InvalidParameter(name, "must be true or false");
    }

    /// <summary>A JSON object in a string; absent means empty.</summary>
    public JsonElement OptionalObject(string name)
    {
        try
        {
            var value = JsonElement.Parse(Optional(name) ?? "{}");
            if (value.ValueKind == JsonValueKind.Object) return value;
        }
        catch (JsonException)
        {
            // The same answer as for JSON of another kind.
        }
        throw ApiException.InvalidParameter(name, "must be a JSON object");
    }

    public ImmutableSortedDictionary<string, string> Labels(string name)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var label in OptionalObject(name).EnumerateObject())
        {
            if (string.IsNullOrWhiteSpace(label.Name) || label.Value.ValueKind != JsonValueKind.String)
                throw ApiException.InvalidParameter(name, "must be a JSON object of names and strings");
            labels[label.Name] = label.Value.GetString()!;
        }
        return labels.ToImmutable();
    }
}
