namespace AgentBay.Typed.EndToEnd.Infrastructure;

/// <summary>A fact that needs a system-wide Python, as the sandbox has no other.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (!File.Exists("/usr/bin/python3") && !File.Exists("/usr/local/bin/python3"))
            Skip = "There is no python3 on this machine.";
    }
}
