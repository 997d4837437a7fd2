using System.Diagnostics;
using System.Globalization;

namespace Tauro.LocalHosting;

/// <summary>A pid with the time its process started, because pids are used again.</summary>
internal readonly record struct ProcessIdentity(int Pid, long StartTicks, bool OwnGroup)
{
    /// <summary>
    /// Two observers compute the start from boot time, and differ by what the clock was adjusted in between.
    /// </summary>
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    public static ProcessIdentity Of(Process process, bool ownGroup) =>
        new(process.Id, process.StartTime.ToUniversalTime().Ticks, ownGroup);

    public static bool TryParse(string text, out ProcessIdentity identity)
    {
        identity = default;
        if (text.Split(' ') is not [var pid, var start, var group]
            || !int.TryParse(pid, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(start, CultureInfo.InvariantCulture, out var ticks))
        {
            return false;
        }

        identity = new(id, ticks, group == "1");
        return true;
    }

    public bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(Pid);
            var apart = process.StartTime.ToUniversalTime().Ticks - StartTicks;
            return Math.Abs(apart) <= StartTolerance.Ticks && !process.HasExited && !IsZombie();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Pid} {StartTicks} {(OwnGroup ? 1 : 0)}");

    /// <summary>A dead process whose new parent has not asked for its exit code still has a pid.</summary>
    private bool IsZombie()
    {
        try
        {
            // The name, in parentheses, may itself contain parentheses; the state follows the last one.
            var stat = OperatingSystem.IsLinux() ? File.ReadAllText($"/proc/{Pid}/stat") : string.Empty;
            return stat.Length > 0 && stat[stat.LastIndexOf(')') + 2] == 'Z';
        }
        catch (IOException)
        {
            return true;
        }
    }
}
