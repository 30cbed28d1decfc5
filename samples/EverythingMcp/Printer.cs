using ModelContextProtocol;

namespace EverythingMcp;

/// <summary>Prints each progress as it comes.</summary>
internal sealed class Printer : IProgress<ProgressNotificationValue>
{
    public void Report(ProgressNotificationValue value) => Console.WriteLine($"  step {value.Progress} of {value.Total}");
}
