namespace AgentBay.Typed.Generator.Pipeline;

/// <summary>The names of the pipeline's steps, by which tests follow them.</summary>
internal static class StepNames
{
    /// <summary>Which captures there are, with their overlays and settings.</summary>
    public const string Captures = nameof(Captures);

    /// <summary>Each capture parsed and bound.</summary>
    public const string Catalogs = nameof(Catalogs);

    /// <summary>What is reported.</summary>
    public const string Diagnostics = nameof(Diagnostics);

    /// <summary>The catalogs' classes, apart from their tools.</summary>
    public const string Classes = nameof(Classes);

    /// <summary>The tools, one by one.</summary>
    public const string Tools = nameof(Tools);

    /// <summary>The namespaces that become global usings.</summary>
    public const string Usings = nameof(Usings);
}
