using System.Text.RegularExpressions;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

public sealed partial class LogIdTests
{
    [Fact]
    public void Every_log_message_has_its_own_id() => Findings.None(Check(Repository.Files));

    [Fact]
    public void A_repeated_id_is_found() => Findings.One(Check(
    [
        new TreeFile("src/Tauro.X/OneLog.cs", "    [LoggerMessage(2001, LogLevel.Error, \"A\")]"),
        new TreeFile("src/Tauro.X/OtherLog.cs", "    [LoggerMessage(\n        2001, LogLevel.Error, \"B\")]"),
    ]));

    private static IEnumerable<Finding> Check(IEnumerable<TreeFile> files) => files
        .Where(file => file.IsIn("src"))
        .SelectMany(file => LogId().Matches(file.Text).Select(match => (File: file, Match: match)))
        .GroupBy(found => found.Match.Groups[1].Value)
        .SelectMany(same => same.Skip(1).Select(found => found.File.Finding(
            found.File.Text.AsSpan(0, found.Match.Index).Count('\n') + 1,
            $"the log id {same.Key} is also that of a message in {same.First().File.Path}",
            "Give it the next free id of its file")));

    [GeneratedRegex(@"\[LoggerMessage\(\s*(\d+)")]
    private static partial Regex LogId();
}
