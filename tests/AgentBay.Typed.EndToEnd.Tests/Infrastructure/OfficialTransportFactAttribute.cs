namespace AgentBay.Typed.EndToEnd.Infrastructure;

/// <summary>A fact that is skipped, visibly, where the npm package @alicloud/openapi-core has not been installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OfficialTransportFactAttribute : FactAttribute
{
    public OfficialTransportFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules/@alicloud/openapi-core")))
            Skip = "@alicloud/openapi-core is not in artifacts/official-transport; .ci/run installs it where there are node and an npm registry.";
    }

    public static string Folder => Path.Combine(Commands.RepositoryRoot, "artifacts/official-transport");
}
