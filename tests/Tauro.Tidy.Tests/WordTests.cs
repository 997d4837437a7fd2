using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tauro.Tidy.Tests.Tree;

namespace Tauro.Tidy.Tests;

/// <summary>Code, comments, messages and docs use the words that the glossary in the style guide asks for.</summary>
public sealed partial class WordTests
{
    private const string Guide = "docs/contributing/style.md";

    /// <summary>Names of variables that say neither what they hold nor of which type.</summary>
    private static readonly string[] EmptyNames = ["text", "texts", "one", "answer", "answers", "happened"];

    private static readonly Dictionary<string, string> MayUseTheWord = new()
    {
        [Guide] = "the glossary lists them",
        ["tests/Tauro.Tidy.Tests/WordTests.cs"] = "samples of what is refused",
    };

    private static readonly IReadOnlyDictionary<string, string> Glossary = Read(Repository.Get(Guide));

    [Fact]
    public void Words_are_those_of_the_glossary() =>
        Findings.None(Repository.WithExtension(".cs", ".md", ".http").SelectMany(WordsOf), MayUseTheWord);

    [Fact]
    public void Methods_and_variables_have_names_that_say_something() =>
        Findings.None(Repository.WithExtension(".cs").SelectMany(NamesOf));

    [Theory]
    [InlineData("// Whoever comes meanwhile waits.", "whoever")]
    [InlineData("var tellUser = true;", "tell")]
    [InlineData("public void Of_a_run_nobody_told() { }", "nobody", "told")]
    [InlineData("var intellect = patients;")]
    public void A_word_of_our_own_is_found(string line, params string[] found) =>
        Assert.Equal(found, WordsOf(new TreeFile("src/Tauro.X/Sample.cs", line)).Select(f => f.Problem.Split('`')[1]));

    [Theory]
    [InlineData("class A { static A Of(int x) => new(); }", 1)]
    [InlineData("class A { void B(string text) { var one = text; } }", 2)]
    [InlineData("class A { object B(int[] x) => x.Where(one => one > 0); }", 1)]
    [InlineData("class A { A From(string value) => null!; string Text { get; } }", 0)]
    public void A_name_that_says_nothing_is_found(string code, int found) =>
        Assert.Equal(found, NamesOf(new TreeFile("src/Tauro.X/Sample.cs", code)).Count());

    private static IEnumerable<Finding> WordsOf(TreeFile file) =>
        from line in file.Lines.Index()
        from Match word in Word().Matches(line.Item)
        let instead = Glossary.GetValueOrDefault(word.Value.ToLowerInvariant())
        where instead is not null
        select file.Finding(
            line.Index + 1, $"`{word.Value.ToLowerInvariant()}` is a word of our own", $"Write: {instead}");

    private static IEnumerable<Finding> NamesOf(TreeFile file) =>
        from token in file.Syntax.DescendantTokens()
        where token.IsKind(SyntaxKind.IdentifierToken)
        where token.Parent is MethodDeclarationSyntax { Identifier.ValueText: "Of" } method
                && method.Identifier == token
            || EmptyNames.Contains(token.ValueText) && token.Parent is ParameterSyntax or VariableDeclaratorSyntax
                or SingleVariableDesignationSyntax or ForEachStatementSyntax
        select file.Finding(token.Parent!, $"`{token.ValueText}` says nothing", "Name it after what it is or returns");

    /// <summary>The rows of the glossary that a ✓ ends: each word, and what to write instead.</summary>
    private static Dictionary<string, string> Read(TreeFile guide) => (
        from line in guide.Lines
        let row = Row().Match(line)
        where row.Success
        from Match word in Word().Matches(row.Groups["words"].Value)
        select (word.Value, Instead: row.Groups["instead"].Value.Trim()))
        .ToDictionary(entry => entry.Value, entry => entry.Instead);

    [GeneratedRegex(@"^\| (?<words>[a-z, ]+) ✓ \| (?<instead>.+) \|$")]
    private static partial Regex Row();

    // A word of prose, of a camelCase name, or of a name with underscores.
    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();
}
