using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Writes what a new session is to be (agentbay-wire 2.3). All that can be wrong with it is found here, before anything is sent.</summary>
internal static class SessionRequest
{
    private static readonly string Version = typeof(SessionRequest).Assembly.GetName().Version!.ToString(3);

    /// <exception cref="ArgumentException">An option is not valid.</exception>
    public static FormBody Write(SessionOptions options, string? imageId, string? regionId, IReadOnlyCollection<ContextBinding> contexts)
    {
        FormBody body = new FormBody().Add("SdkStats", SdkStats(options.Framework)).Add("ImageId", imageId)
            .Add("McpPolicyId", NotBlank(options.PolicyId)).Add("LoginRegionId", regionId).Add("NetworkId", NotBlank(options.NetworkId))
            .Add("VpcResource", options.UseVpc).Add("EnableRecord", options.EnableBrowserReplay).Add("Timeout", Seconds(options.IdleTimeout));
        if (options.Labels.Count > 0)
            body.Add("Labels", LabelsJson.Write(options.Labels));
        if (contexts.Count > 0)
            body.Add("PersistenceDataList", PersistenceJson.Write(contexts));
        if (options.LoadSkills)
            body.Add("LoadSkill", true);
        if (options.SkillNames.Count > 0)
            body.Add("Skills", WriteJson(json => WriteSkills(json, options)));
        if (options.ExtraConfigs is { } extra)
        {
            body.Add("ExtraConfigs", extra.ValueKind == JsonValueKind.Object
                ? extra.GetRawText()
                : throw new ArgumentException($"SessionOptions.ExtraConfigs must be a JSON object; it is {extra.ValueKind}.", nameof(options)));
        }

        return body;
    }

    private static string? NotBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static int? Seconds(TimeSpan? idle) => idle switch
    {
        null => null,
        { Ticks: > 0 } some when some.Ticks % TimeSpan.TicksPerSecond == 0 && some.TotalSeconds <= int.MaxValue => (int)some.TotalSeconds,
        _ => throw new ArgumentException($"SessionOptions.IdleTimeout must be a positive number of whole seconds; it is {idle}.", nameof(idle)),
    };

    private static void WriteSkills(Utf8JsonWriter json, SessionOptions options)
    {
        if (!options.LoadSkills)
            throw new ArgumentException("SessionOptions.SkillNames needs LoadSkills.", nameof(options));
        json.WriteStartArray();
        foreach (string skill in options.SkillNames)
            json.WriteStringValue(skill);
        json.WriteEndArray();
    }

    private static string SdkStats(string? framework) => WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("source"u8, "sdk"u8);
        json.WriteString("sdk_language"u8, "csharp"u8);
        json.WriteString("sdk_version"u8, Version);
        json.WriteBoolean("is_release"u8, false);
        json.WriteString("framework"u8, framework ?? "");
        json.WriteEndObject();
    });

    private static string WriteJson(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
