using Microsoft.Extensions.Options;

namespace AgentBay.Typed.Hosting;

/// <summary>Finds what is wrong with options when they are first asked for, or at the host's start where it validates then.</summary>
internal sealed class AgentBayOptionsValidator : IValidateOptions<AgentBayOptions>
{
    public ValidateOptionsResult Validate(string? name, AgentBayOptions options)
    {
        string[] faults = [.. options.Faults()];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
