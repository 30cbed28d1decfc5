using System.Text.Json;

namespace AgentBay.Typed.Protocol;

/// <summary>Writes what a new session is to be (agentbay-wire 2.3). All that can be wrong with it is found here, before anything is sent.</summary>
internal static class SessionRequest
{
    private static readonly string Version = typeof(SessionRequest).Assembly.GetName().Version!.ToString(3);

    /// <returns>The request, but for its contexts.</returns>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    public static FormBody Write(SessionOptions options, string? imageId, string? regionId)
    {
        FormBody body = new FormBody().Add("SdkStats", SdkStats(options.Framework)).Add("ImageId", imageId)
            .Add("McpPolicyId", NotBlank(options.PolicyId)).Add("LoginRegionId", regionId).Add("NetworkId", NotBlank(options.NetworkId))
            .Add("VpcResource", options.UseVpc).Add("EnableRecord", options.EnableBrowserReplay).Add("Timeout", IdleSeconds(options));
        if (options.Labels.Count > 0)
            body.Add("Labels", LabelsJson.Write(options.Labels, nameof(options), "SessionOptions.Labels"));
        if (options.LoadSkills)
            body.Add("LoadSkill", true);
        if (options.SkillNames.Count > 0)
            body.Add("Skills", SkillsJson(options));
        if (options.ExtraConfigs is { } extra)
        {
            body.Add("ExtraConfigs", extra.ValueKind == JsonValueKind.Object
                ? extra.GetRawText()
                : throw new ArgumentException($"SessionOptions.ExtraConfigs must be a JSON object; it is {extra.ValueKind}.", nameof(options)));
        }

        return body;
    }

    /// <exception cref="ArgumentException">A context is not valid.</exception>
    public static string WriteContexts(SessionOptions options, IEnumerable<ContextBinding> contexts) =>
        PersistenceJson.Write(contexts, nameof(options), "SessionOptions.Contexts");

    private static string? NotBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static int? IdleSeconds(SessionOptions options) => options.IdleTimeout switch
    {
        null => null,
        { Ticks: > 0 } some when some.Ticks % TimeSpan.TicksPerSecond == 0 && some.TotalSeconds <= int.MaxValue => (int)some.TotalSeconds,
        { } other => throw new ArgumentException(
            $"SessionOptions.IdleTimeout must be a positive number of whole seconds; it is {other}.", nameof(options)),
    };

    private static string SkillsJson(SessionOptions options)
    {
        if (!options.LoadSkills)
            throw new ArgumentException("SessionOptions.SkillNames needs LoadSkills.", nameof(options));
        if (options.SkillNames.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("SessionOptions.SkillNames has a blank name.", nameof(options));
        return JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (string skill in options.SkillNames)
                json.WriteStringValue(skill);
            json.WriteEndArray();
        });
    }

    private static string SdkStats(string? framework) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("source"u8, "sdk"u8);
        json.WriteString("sdk_language"u8, "csharp"u8);
        json.WriteString("sdk_version"u8, Version);
        json.WriteBoolean("is_release"u8, false);
        json.WriteString("framework"u8, framework ?? "");
        json.WriteEndObject();
    });
}
