#:property PublishAot=false
// dotnet run eng/test.cs      installs what the tests need, builds once, runs every project in tests/*.Tests
//   --only Name               a project (Stores.Local or Tauro.Stores.Local.Tests); may be given more than once
//   --filter Name             only tests whose full name contains this
//   --no-install              install nothing
//   --configuration Release   default: Debug, which is also what the README's `dotnet run` commands build
//
// The last line is `N passed, N failed, N skipped`, counted from the runner's own reports. A project that does
// not build, crashes, exceeds its time limit, or runs no test counts as one failed test, so that no failure is hidden.

using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml.Linq;

var root = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFileDirectoryPath")!)!;
Environment.CurrentDirectory = root;
Environment.SetEnvironmentVariable("DOTNET_CLI_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("DOTNET_NOLOGO", "1");

if (Options.Parse(args) is not { } options)
    return 2;

var projects = Suite.Discover(options);
if (projects.Count == 0)
    return Report.NoTests($"no project in tests/ matches {string.Join(", ", options.Only)}");

Report.Heading("Requirements of the tests");
if (!Machine.Prepare(options.Install))
    return Report.NoTests("a requirement above is missing");

Report.Heading($"Build Tauro.sln, {options.Configuration}");
// Without node reuse: a build node that keeps running would keep this command's output open. MSBuild then also stops
// using the compiler server, which does not keep it open and makes the build several times faster.
string[] build =
[
    "build", "Tauro.sln", "-c", options.Configuration, "-v", "q", "--nologo", "-nodeReuse:false",
    "-p:UseSharedCompilation=true",
];
if (Shell.Run("dotnet", build) != 0)
    return Report.NoTests("the build failed");

// The tests' processes are short: code that counts its calls, in order to be compiled better later, never pays there.
Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");

// In parallel, the longest first: while one project waits for a server, another one's tests use the core.
var results = new Result[projects.Count];
var parallel = new ParallelOptions { MaxDegreeOfParallelism = Suite.ParallelMax };
Parallel.ForEach(Partitioner.Create(projects, loadBalance: true), parallel, (project, _, index) =>
    results[index] = Suite.Run(project, options));

return Report.Summary(results, filtered: options.Filter is not null);

internal sealed record Options(string[] Only, string? Filter, bool Install, string Configuration)
{
    public static Options? Parse(string[] args)
    {
        Options? options = new([], null, Install: true, "Debug");
        var rest = new Queue<string>(args);
        while (options is not null && rest.TryDequeue(out var name))
        {
            var value = name is "--no-install" || !rest.TryDequeue(out var next) ? null : next;
            options = (name, value) switch
            {
                ("--no-install", _) => options with { Install = false },
                ("--only", not null) => options with { Only = [.. options.Only, value] },
                ("--filter", not null) => options with { Filter = value },
                ("--configuration", "Debug" or "Release") => options with { Configuration = value },
                _ => null,
            };
            if (options is null)
                Console.Error.WriteLine($"Invalid option `{name} {value}`; the top of eng/test.cs lists the options");
        }

        return options;
    }
}

// A server or browser that tests start. Package is its name in Debian.
internal sealed record Requirement(string Name, string Package, string[] Paths, bool ContainerCanReplaceIt = true)
{
    public string? Find() => Paths.SelectMany(Expand).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Expand(string path)
    {
        if (!path.Contains('/'))
            return Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(f => Path.Combine(f, path));
        if (!path.Contains('*'))
            return [path];

        // One version per folder: /usr/lib/postgresql/*/bin/postgres
        var (parent, rest) = (path[..path.IndexOf('*')], path[(path.IndexOf('*') + 2)..]);
        return Directory.Exists(parent)
            ? Directory.GetDirectories(parent).Select(version => Path.Combine(version, rest))
            : [];
    }
}

internal static class Machine
{
    private static readonly Requirement[] Requirements =
    [
        new("RabbitMQ", "rabbitmq-server", ["rabbitmq-server", "/usr/sbin/rabbitmq-server"]),
        new("Redis", "redis-server", ["redis-server"]),
        new("PostgreSQL", "postgresql", ["postgres", "/usr/lib/postgresql/*/bin/postgres"]),
        new("curl", "curl", ["curl"], ContainerCanReplaceIt: false),
        new("Node, npm", "npm", ["npm"], ContainerCanReplaceIt: false),
        new("Chromium", "chromium", ["chromium", "chromium-browser"], ContainerCanReplaceIt: false),
    ];

    public static bool Prepare(bool mayInstall)
    {
        var missing = Requirements.Where(r => r.Find() is null).ToList();
        if (missing.Count > 0 && mayInstall && Apt.IsAllowed())
        {
            Apt.Install(missing.Select(r => r.Package));
            missing = Requirements.Where(r => r.Find() is null).ToList();
        }

        var containers = missing.Count > 0 ? ContainerEngine() : null;
        foreach (var requirement in Requirements)
            Console.WriteLine($"  {requirement.Name,-12}{requirement.Find() ?? StandIn(requirement, containers)}");
        return missing.All(r => r.ContainerCanReplaceIt && containers is not null);
    }

    private static string StandIn(Requirement missing, string? engine) => (missing.ContainerCanReplaceIt, engine) switch
    {
        (true, not null) => $"not installed: Testcontainers starts it with {engine}",
        (true, null) => $"MISSING. `apt-get install {missing.Package}` as root, or start Docker or Podman",
        (false, _) => $"MISSING. `apt-get install {missing.Package}` as root; a container cannot replace it",
    };

    private static string? ContainerEngine() =>
        new[] { "docker", "podman" }.FirstOrDefault(engine => Shell.Succeeds(engine, "info"));
}

internal static class Apt
{
    // invoke-rc.d asks this file whether a package may start its daemon; 101 means no.
    private const string Policy = "/usr/sbin/policy-rc.d";

    private static readonly string[] Settings = ["-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"];

    public static bool IsAllowed() =>
        (Environment.IsPrivilegedProcess || Shell.Succeeds("sudo", "-n", "true")) && Shell.Succeeds("apt-get", "-v");

    public static void Install(IEnumerable<string> packages)
    {
        string[] command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", .. Settings, .. packages];
        Console.WriteLine($"  {string.Join(' ', command)}");
        var policyIsOurs = !File.Exists(Policy);
        // Ctrl-C ends apt-get, but not this process, which still has to delete the policy.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        if (policyIsOurs)
            AsRoot("sh", "-c", $"printf '#!/bin/sh\\nexit 101\\n' > {Policy} && chmod 755 {Policy}");
        try
        {
            AsRoot(["apt-get", "update", "-q", .. Settings]);
            AsRoot(command);
        }
        finally
        {
            if (policyIsOurs)
                AsRoot("rm", "-f", Policy);
        }

        // The policy prevented a start now; this prevents one at the next boot. Tests start their own servers.
        if (Directory.Exists("/run/systemd/system"))
            foreach (var unit in packages.Except(["chromium", "curl", "npm"]))
                AsRoot("systemctl", "disable", "-q", unit);
    }

    private static int AsRoot(params string[] command)
    {
        command = ["env", "DEBIAN_FRONTEND=noninteractive", .. command];
        if (!Environment.IsPrivilegedProcess)
            command = ["sudo", "-n", .. command];
        return Shell.Run(command[0], command[1..]);
    }
}

internal sealed record Result(string Project, int Passed, int Failed, int Skipped, TimeSpan Took, string? Remark)
{
    // The failed tests with their messages, to repeat them where the end of a long log is read.
    public IReadOnlyList<string> Failures { get; init; } = [];
}

internal static class Suite
{
    public const int ParallelMax = 2;

    private static readonly string[] Longest = ["Tauro.EndToEnd.Tests", "Tauro.Stores.Local.Tests"];
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(30);

    public static List<string> Discover(Options options) =>
        [.. Directory.GetDirectories("tests", "*.Tests").Select(folder => Path.GetFileName(folder)!)
            .Where(name => options.Only.Length == 0 || options.Only.Any(o => o == name || $"Tauro.{o}.Tests" == name))
            .OrderBy(name => Array.IndexOf(Longest, name) is var at and >= 0 ? at : Longest.Length)
            .ThenBy(name => name, StringComparer.Ordinal)];

    public static Result Run(string project, Options options)
    {
        var program = Path.GetFullPath($"artifacts/bin/{project}/{options.Configuration.ToLowerInvariant()}/{project}");
        var report = Path.GetFullPath($"artifacts/tests/{project}.xml");
        var watch = Stopwatch.StartNew();
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);

        // An old binary must not be run for a project that the solution no longer builds.
        if (!File.ReadAllText("Tauro.sln").Contains($"{project}.csproj") || !File.Exists(program))
            return Broken("not built: is it in Tauro.sln, and does it have a test?");

        string[] filter = options.Filter is null ? [] : ["-method", $"*{options.Filter}*"];
        string[] arguments = ["-noLogo", "-noColor", "-longRunning", "120", "-result-xml", report, .. filter];
        var output = Path.ChangeExtension(report, "log");
        var exit = Shell.Run(program, arguments, TimeLimit, output);
        Report.Output(project, output);

        if (exit is null)
            return Broken($"ended after {TimeLimit.TotalMinutes:0} minutes");
        if (!File.Exists(report) || !File.ReadAllText(report).TrimEnd().EndsWith("</assemblies>"))
            return Broken($"crashed: exit code {exit}, incomplete report");

        int Sum(string name) => XElement.Load(report).Elements("assembly").Sum(a => (int?)a.Attribute(name) ?? 0);
        var failed = Sum("failed") + Sum("errors");
        var result = new Result(project, Sum("passed"), failed, Sum("skipped") + Sum("not-run"), watch.Elapsed, null)
        {
            Failures = [.. XElement.Load(report).Descendants("failure").Select(Describe)],
        };
        if (exit != 0 && failed == 0)
            return result with { Failed = 1, Remark = $"exit code {exit} although no test failed" };
        var ranNone = result is { Passed: 0, Failed: 0, Skipped: 0 } && options.Filter is null;
        return ranNone ? result with { Failed = 1, Remark = "ran no test" } : result;

        static string Describe(XElement failure)
        {
            var name = (failure.Parent!.Attribute("name") ?? failure.Parent.Attribute("type"))?.Value;
            var message = failure.Element("message")?.Value ?? "";
            return $"{name}\n{(message.Length > 2_000 ? message[..2_000] : message)}";
        }

        Result Broken(string remark) => new(project, 0, 1, 0, watch.Elapsed, remark);
    }
}

internal static class Report
{
    private static readonly Lock Gate = new();

    public static void Heading(string title) =>
        Console.WriteLine($"\n── {title} {new string('─', Math.Max(2, 76 - title.Length))}");

    /// <summary>Prints the output of a project without interleaving it with that of others.</summary>
    public static void Output(string project, string file)
    {
        lock (Gate)
        {
            Heading(project);
            Console.Write(File.ReadAllText(file));
        }
    }

    public static int NoTests(string reason)
    {
        Console.WriteLine($"\nNo test ran: {reason}.");
        Console.WriteLine("0 passed, 1 failed, 0 skipped");
        return 1;
    }

    public static int Summary(IReadOnlyList<Result> results, bool filtered)
    {
        int Sum(Func<Result, int> count) => results.Sum(count);
        var (passed, failed, skipped) = (Sum(r => r.Passed), Sum(r => r.Failed), Sum(r => r.Skipped));
        if (filtered && passed + failed + skipped == 0)
            return NoTests("no test matches the filter");

        if (results.Any(r => r.Failures.Count > 0))
            Heading("Failed");
        foreach (var failure in results.SelectMany(r => r.Failures))
            Console.WriteLine($"  {failure.ReplaceLineEndings("\n    ")}\n");

        Heading("Summary");
        Console.WriteLine($"  {"project",-36}{"passed",8}{"failed",8}{"skipped",9}{"seconds",9}");
        foreach (var (project, p, f, s, took, remark) in results)
        {
            var seconds = took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            Console.WriteLine($"  {project,-36}{p,8}{f,8}{s,9}{seconds,9}  {remark}".TrimEnd());
        }

        Console.WriteLine($"\n{passed} passed, {failed} failed, {skipped} skipped");
        return failed == 0 ? 0 : 1;
    }
}

internal static class Shell
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(15);

    // Returns the exit code. The output is inherited, so a grandchild that keeps it open cannot block this process.
    public static int Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments, quiet: false);
        process.WaitForExit();
        return process.ExitCode;
    }

    // Returns the exit code, or null after the time limit, when the process and its children were killed.
    public static int? Run(string program, string[] arguments, TimeSpan limit, string output)
    {
        using var file = TextWriter.Synchronized(new StreamWriter(output));
        using var open = new CountdownEvent(2);
        using var process = Start(program, arguments, quiet: true);
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var exited = Exited(process, limit);
        open.Wait(ProbeTimeout); // with a timeout: a grandchild may keep the output open
        process.CancelOutputRead();
        process.CancelErrorRead();
        return exited ? process.ExitCode : null;

        void Keep(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not null) file.WriteLine(line.Data);
            else open.Signal();
        }
    }

    public static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Start(program, arguments, quiet: true);
            return Exited(process, ProbeTimeout) && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // not on this machine
        }
    }

    private static Process Start(string program, string[] arguments, bool quiet)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = quiet, RedirectStandardError = quiet,
        };
        var process = Process.Start(start)!;
        process.StandardInput.Close(); // so that no program waits for input
        return process;
    }

    private static bool Exited(Process process, TimeSpan limit)
    {
        if (process.WaitForExit(limit))
            return true;

        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return false;
    }
}
