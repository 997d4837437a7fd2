using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

/// <summary>
/// One public type per file, in a file with its name. The file may also contain records and enums that it uses, such
/// as those that a verb takes and returns. A family of small records and enums, each of at most
/// <see cref="FamilyLinesMax"/> lines without its comment, may share a file that is named after the family.
/// </summary>
public sealed class TypeTests
{
    private const int FamilyLinesMax = 15;

    private static readonly Dictionary<string, string> MayHaveMore = [];

    [Fact]
    public void A_file_has_one_public_type() => Findings.None(Repository.Source.SelectMany(MoreThanOne), MayHaveMore);

    [Fact]
    public void A_file_is_named_after_its_type() => Findings.None(Repository.Source.SelectMany(Misnamed));

    [Theory]
    [InlineData("public class Run { } public class Param { }", 1)]
    [InlineData("public class Run { } public record Param(string Key);", 1)]
    [InlineData("public class Run { public Param First; } public record Param(string Key);", 0)]
    [InlineData("public static class Run { static StartRun Handle(); } public record StartRun(string Name);", 0)]
    [InlineData("public class Run { public class Nested { } } internal class Detail { }", 0)]
    [InlineData("public record RunStarted(string Id); public record RunEnded(string Id);", 0)]
    [InlineData("public record RunStarted(string Id); public class RunEnded;", 1)]
    [InlineData("public record RunStarted(\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nstring Id); public record RunEnded;", 1)]
    public void A_second_public_type_is_found_unless_the_first_uses_it(string code, int found) =>
        Assert.Equal(found, MoreThanOne(new TreeFile("src/Tauro.X/Run.cs", code)).Count());

    [Theory]
    [InlineData("Run.cs", "public class Run;", 0)]
    [InlineData("Page{T}.cs", "public class Page<T>;", 0)]
    [InlineData("Journal.Recovery.cs", "public partial class Journal;", 0)]
    [InlineData("Program.cs", "System.Console.WriteLine();", 0)]
    [InlineData("Types.cs", "public class Run;", 1)]
    [InlineData("RunEvents.cs", "public record RunStarted; public record RunEnded;", 0)]
    [InlineData("RunEvents.cs", "public record RunStarted; public record RunEnded; internal class Kept;", 1)]
    public void A_file_named_after_none_of_its_types_is_found(string name, string code, int found) =>
        Assert.Equal(found, Misnamed(new TreeFile($"src/Tauro.X/{name}", code)).Count());

    private static IEnumerable<Finding> MoreThanOne(TreeFile file)
    {
        var types = file.TopLevelTypes.Where(t => t.Modifiers.Any(m => m.IsKind(SyntaxKind.PublicKeyword))).ToList();
        if (types.Count < 2 || IsFamily(file))
            return [];

        var main = types.Find(t => t.Identifier.Text == Stem(file)) ?? types[0];
        var used = file.Syntax.DescendantNodes().OfType<SimpleNameSyntax>().Select(n => n.Identifier.Text).ToHashSet();
        return from type in types
               let name = type.Identifier.Text
               let isPart = type is RecordDeclarationSyntax or EnumDeclarationSyntax && used.Contains(name)
               where type != main && !isPart
               select file.Finding(type, $"{name} is a second public type", $"Move it to {name}.cs");
    }

    private static IEnumerable<Finding> Misnamed(TreeFile file)
    {
        var types = file.TopLevelTypes.ToList();
        if (types.Count > 0 && types.All(t => t.Identifier.Text != Stem(file)) && file.Name != "Program.cs"
            && !IsFamily(file))
            yield return file.Finding(types[0], "no type in it has its name", $"Name it {types[0].Identifier.Text}.cs");
    }

    private static bool IsFamily(TreeFile file) => file.TopLevelTypes.Count() > 1 && file.TopLevelTypes.All(type =>
        type is RecordDeclarationSyntax or EnumDeclarationSyntax
        && type.ToString().Split('\n').Length <= FamilyLinesMax);

    private static string Stem(TreeFile file) => file.Name.Split('.', '{', '`')[0];
}
