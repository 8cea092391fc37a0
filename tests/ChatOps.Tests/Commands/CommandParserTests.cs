using ChatOps.Commands;
using ChatOps.Domain.Projects;

namespace ChatOps.Tests.Commands;

public sealed class CommandParserTests
{
    private static readonly Project Shop = NewProject("shop", ["#releases", "#ops"], "dev", "staging", "production");
    private static readonly Project Billing = NewProject("billing", ["C-BILLING", "#ops"], "staging", "live");

    private static Project NewProject(string name, string[] channels, params string[] environments) =>
        new(name, channels, [], Artifact: null, MaxArtifactBytes: 1, [], [.. environments.Select(e => new EnvironmentPolicy(e, [], Approval: null))]);

    private static readonly Func<Project, string?> Pages = p => p == Shop ? "https://github.com/octo/shop/actions/runs/" : null;

    /// <summary>As typed in #releases, which is the shop's alone.</summary>
    private static ParsedCommand Parse(string typed) => Parse(typed, ("C-1", "releases"), Shop, Billing);

    private static ParsedCommand Parse(string typed, (string Id, string Name) channel, params Project[] projects)
    {
        var space = typed.IndexOf(' ', StringComparison.Ordinal);
        return new CommandParser(projects, channel, Pages).Parse(space < 0 ? typed : typed[..space], space < 0 ? "" : typed[(space + 1)..]);
    }

    private static string Refusal(ParsedCommand parsed) => Assert.IsType<NotUnderstood>(parsed).Words;

    private static string Tell(ParsedCommand parsed) => parsed switch
    {
        DeployCommand c => $"deploy {c.Project.Name} {c.Environment.Name} {c.CiRun?.ToString() ?? "last"}{(c.CiAttempt is { } attempt ? $"/{attempt}" : "")}{(c.Branch is { } branch ? $" of {branch}" : "")}{Because(c.Reason)}",
        RollbackCommand c => $"rollback {c.Project.Name} {c.Environment.Name} {c.CiRun?.ToString() ?? "before"}{Because(c.Reason)}",
        StatusCommand c => $"status {c.Project.Name}",
        HistoryCommand c => $"history {c.Project.Name} {c.Environment?.Name ?? "all"}",
        WhyCommand c => $"why {c.Project.Name} {c.Environment.Name} {c.CiRun}",
        HelpCommand => "help",
        NotUnderstood c => $"not understood: {c.Words}",
        _ => parsed.ToString(),
    };

    private static string Because(string? reason) => reason is null ? "" : $" because {reason}";

    [Theory]
    [InlineData("/deploy staging run 1234", "deploy shop staging 1234")]
    [InlineData("/deploy shop staging run 1234", "deploy shop staging 1234")]
    [InlineData("/deploy billing live run 1234", "deploy billing live 1234")]
    [InlineData("/deploy staging last", "deploy shop staging last")]
    [InlineData("/deploy billing staging last", "deploy billing staging last")]
    [InlineData("/deploy staging run #1234", "deploy shop staging 1234")]
    [InlineData("/deploy staging #1234", "deploy shop staging 1234")]
    [InlineData("/deploy staging run 0001234", "deploy shop staging 1234")]
    [InlineData("/deploy staging run 999999999999999999", "deploy shop staging 999999999999999999")]
    [InlineData("/DEPLOY STAGING RUN 1234", "deploy shop staging 1234")]
    [InlineData("/Deploy Staging Last", "deploy shop staging last")]
    [InlineData("/deploy staging run 1234 because the invoice is wrong", "deploy shop staging 1234 because the invoice is wrong")]
    [InlineData("/deploy staging run 1234 BECAUSE  two  blanks  stay ", "deploy shop staging 1234 because two  blanks  stay")]
    [InlineData("/deploy staging last because because", "deploy shop staging last because because")]
    [InlineData("/deploy staging last release/2.x", "deploy shop staging last of release/2.x")]
    [InlineData("/deploy staging last main because it is time", "deploy shop staging last of main because it is time")]
    [InlineData("/deploy staging https://github.com/octo/shop/actions/runs/1234", "deploy shop staging 1234")]
    [InlineData("/deploy staging run <https://github.com/octo/shop/actions/runs/1234>", "deploy shop staging 1234")]
    [InlineData("/deploy staging <https://github.com/octo/shop/actions/runs/1234/attempts/2|github.com/octo/shop>", "deploy shop staging 1234/2")]
    [InlineData("/deploy staging <HTTPS://GitHub.com/Octo/Shop/actions/runs/1234/job/77?pr=1#step:3:1> because it is time", "deploy shop staging 1234 because it is time")]
    [InlineData("/promote <https://github.com/octo/shop/actions/runs/1234> to production", "deploy shop production 1234")]
    [InlineData("/rollback staging to <https://github.com/octo/shop/actions/runs/1234>", "rollback shop staging 1234")]
    [InlineData("/release why staging <https://github.com/octo/shop/actions/runs/1234>", "why shop staging 1234")]
    [InlineData("/promote run 1234 to production", "deploy shop production 1234")]
    [InlineData("/promote #1234 to production", "deploy shop production 1234")]
    [InlineData("/promote billing run 1234 to live", "deploy billing live 1234")]
    [InlineData("/promote billing #1234 to live because it is time", "deploy billing live 1234 because it is time")]
    [InlineData("/rollback staging", "rollback shop staging before")]
    [InlineData("/rollback billing live", "rollback billing live before")]
    [InlineData("/rollback staging to run 1233", "rollback shop staging 1233")]
    [InlineData("/rollback staging to #1233", "rollback shop staging 1233")]
    [InlineData("/rollback staging run 1233", "rollback shop staging 1233")]
    [InlineData("/rollback staging #1233", "rollback shop staging 1233")]
    [InlineData("/rollback staging because it is slow", "rollback shop staging before because it is slow")]
    [InlineData("/release status", "status shop")]
    [InlineData("/release status billing", "status billing")]
    [InlineData("/release history", "history shop all")]
    [InlineData("/release history staging", "history shop staging")]
    [InlineData("/release history billing", "history billing all")]
    [InlineData("/release history billing live", "history billing live")]
    [InlineData("/release why staging run 1234", "why shop staging 1234")]
    [InlineData("/release why billing live run 1234", "why billing live 1234")]
    [InlineData("/release help", "help")]
    [InlineData("/release", "help")]
    [InlineData("/deploy", "help")]
    [InlineData("/deploy help", "help")]
    [InlineData("/rollback", "help")]
    [InlineData("/promote help", "help")]
    public void What_people_type_is_understood(string typed, string meant) => Assert.Equal(meant, Tell(Parse(typed)));

    [Theory]
    [InlineData("/deploy   staging    run     1234   ")]
    [InlineData("/deploy \tstaging\nrun\r\n1234")]
    [InlineData("/deploy staging\u00A0run\u00A01234")]
    [InlineData("/deploy \u3000staging\u2003run\u20281234\u2009")]
    [InlineData("/deploy staging run 1234\u200B")]
    [InlineData("/deploy \uFEFFstaging\u2060 run 1234")]
    [InlineData("/deploy \u202Astaging\u202C run \u200E1234\u200F")]
    [InlineData("/deploy \u2066staging\u2069 run 1234")]
    public void Blanks_of_all_kinds_also_those_nobody_sees_part_words(string typed) =>
        Assert.Equal("deploy shop staging 1234", Tell(Parse(typed)));

    [Theory]
    [InlineData("/deploy staging", "Which release? Type, for example: /deploy staging run 1234.")]
    [InlineData("/deploy staging run", "Which run? The CI run's number is missing. Type, for example: /deploy staging run 1234.")]
    [InlineData("/deploy staging run abc", "\"abc\" is not a CI run's number. Type, for example: /deploy staging run 1234.")]
    [InlineData("/deploy staging run -5", "\"-5\" is not a CI run's number.")]
    [InlineData("/deploy staging run 12.5", "\"12.5\" is not a CI run's number.")]
    [InlineData("/deploy staging run 1,234", "\"1,234\" is not a CI run's number.")]
    [InlineData("/deploy staging run #", "\"#\" is not a CI run's number.")]
    [InlineData("/deploy staging run ١٢٣٤", "\"١٢٣٤\" is not a CI run's number.")]
    [InlineData("/deploy staging run １２３４", "\"１２３４\" is not a CI run's number.")]
    [InlineData("/deploy staging run 0", "\"0\" can't be a CI run's number: it must be between 1 and 999999999999999999.")]
    [InlineData("/deploy staging run #000", "\"#000\" can't be a CI run's number")]
    [InlineData("/deploy staging run 1000000000000000000", "\"1000000000000000000\" can't be a CI run's number")]
    [InlineData("/deploy staging run 99999999999999999999999999999999999999999999999999999999", "\"999999999999999999999999999999999999999…\" can't be a CI run's number")]
    [InlineData("/deploy staging 1234", "I expected the word \"run\" and the CI run's number, and found \"1234\".")]
    [InlineData("/deploy staging because it is time", "I expected the word \"run\" and the CI run's number, and found \"because\".")]
    [InlineData("/deploy staging run because it is time", "\"because\" is not a CI run's number.")]
    [InlineData("/promote 1234 to production", "I expected the word \"run\" and the CI run's number, and found \"1234\". Type, for example: /promote run 1234.")]
    [InlineData("/rollback staging 1233", "I expected the word \"run\" and the CI run's number, and found \"1233\". Type, for example: /rollback staging to run 1234.")]
    [InlineData("/rollback staging to", "Which release? Type, for example: /rollback staging to run 1234.")]
    [InlineData("/release why staging", "Which release? Type, for example: /release why staging run 1234.")]
    public void A_run_that_is_missing_or_no_number_is_asked_for_with_an_example(string typed, string words) =>
        Assert.StartsWith(words, Refusal(Parse(typed)), StringComparison.Ordinal);

    [Theory]
    [InlineData("/deploy staging <https://github.com/octo/other/actions/runs/1234>", "\"https://github.com/octo/other/actions/runs/1234\" is no run of shop: those are at https://github.com/octo/shop/actions/runs/<number>.")]
    [InlineData("/deploy staging <https://evil.example/https://github.com/octo/shop/actions/runs/1234>", "\"https://evil.example/https://github.com/octo/shop/actions/runs/1234\" is no run of shop")]
    [InlineData("/deploy staging https://github.com/octo/shop/actions/runs/", "\"https://github.com/octo/shop/actions/runs/\" names no run")]
    [InlineData("/deploy staging https://github.com/octo/shop/actions/runs/0", "\"https://github.com/octo/shop/actions/runs/0\" names no run")]
    [InlineData("/deploy staging https://github.com/octo/shop/actions/runs/1234/attempts/0", "\"https://github.com/octo/shop/actions/runs/1234/attempts/0\" names no attempt of the run.")]
    [InlineData("/deploy billing staging https://github.com/octo/shop/actions/runs/1234", "The runs of billing have no addresses. Name it by its number: run 1234.")]
    [InlineData("/deploy staging last -rf", "\"-rf\" can't be a branch's name.")]
    [InlineData("/deploy staging last main every Monday 9:00", "Again and again it is the newest good run of the default branch. Leave out \"main\".")]
    public void An_address_of_another_run_and_a_branch_that_is_none_are_refused(string typed, string words) =>
        Assert.StartsWith(words, Refusal(Parse(typed)), StringComparison.Ordinal);

    [Theory]
    [InlineData("/deploy stagin run 1234", "shop has no environment \"stagin\". Did you mean staging? It has: dev, staging, production.")]
    [InlineData("/deploy prod run 1234", "shop has no environment \"prod\". Did you mean production? It has: dev, staging, production.")]
    [InlineData("/deploy moon run 1234", "shop has no environment \"moon\". It has: dev, staging, production.")]
    [InlineData("/deploy billing production run 1234", "billing has no environment \"production\". It has: staging, live.")]
    [InlineData("/deploy run 1234", "shop has no environment \"run\". It has: dev, staging, production.")]
    [InlineData("/deploy shop", "Which environment? shop has: dev, staging, production. Type: /deploy <environment> run <id>, or /deploy <environment> last [branch].")]
    [InlineData("/promote run 1234 to", "Which environment? shop has: dev, staging, production.")]
    [InlineData("/promote run 1234", "Where to? Type: /promote run 1234 to <environment>.")]
    [InlineData("/promote run 1234 production", "Where to? Type: /promote run 1234 to <environment>.")]
    [InlineData("/promote shp run 1234 to production", "There is no project \"shp\". Did you mean shop? I know: shop, billing.")]
    [InlineData("/release history mars", "shop has no environment \"mars\".")]
    [InlineData("/release status mars", "There is no project \"mars\". I know: shop, billing.")]
    [InlineData("/release statsu", "/release does not know \"statsu\". Did you mean status? It knows: status, history, metrics, why, diff, start, cancel, retry, skip, lock, unlock, hold, resume, freeze, unfreeze, delegate, link, unlink, schedules, unschedule, notify, notes, subscribe, unsubscribe, cleanup, help.")]
    [InlineData("/release why", "Something is missing. Type: /release why <environment> run <id>.")]
    [InlineData("/deplyo staging run 1234", "I don't know the command \"/deplyo\". Did you mean /deploy? I know: /deploy, /promote, /rollback, /release.")]
    [InlineData("/weather", "I don't know the command \"/weather\". I know: /deploy, /promote, /rollback, /release.")]
    public void A_name_that_is_not_known_is_answered_with_the_nearest_and_all(string typed, string words) =>
        Assert.StartsWith(words, Refusal(Parse(typed)), StringComparison.Ordinal);

    [Theory]
    [InlineData("/deploy staging run 1234 now", "I don't know what to do with \"now\". Type: /deploy <environment> run <id>, or /deploy <environment> last [branch]; a reason goes behind \"because\".")]
    [InlineData("/deploy staging last 1234", "I don't know what to do with \"1234\".")]
    [InlineData("/rollback staging please", "I don't know what to do with \"please\".")]
    [InlineData("/release status shop now", "I don't know what to do with \"now\". Type: /release status [project].")]
    [InlineData("/release history staging now", "I don't know what to do with \"now\".")]
    [InlineData("/release why staging run 1234 now", "I don't know what to do with \"now\".")]
    [InlineData("/deploy staging run 1234 because", "There is nothing behind \"because\". Say why, or leave the word out.")]
    [InlineData("/deploy staging run 1234 because \u00A0 ", "There is nothing behind \"because\".")]
    public void Words_that_are_left_over_are_not_ignored(string typed, string words) =>
        Assert.StartsWith(words, Refusal(Parse(typed)), StringComparison.Ordinal);

    [Theory]
    [InlineData("/deploy staging run 1234", "This channel is not bound to one project, so name it: shop, billing. Type: /deploy <project> <environment> run <id>, or /deploy <project> <environment> last [branch].")]
    [InlineData("/rollback live", "This channel is not bound to one project, so name it: shop, billing. Type: /rollback <project> <environment>, or /rollback <project> <environment> to run <id>.")]
    [InlineData("/promote run 1234 to staging", "This channel is not bound to one project, so name it: shop, billing. Type: /promote <project> run <id> to <environment>.")]
    [InlineData("/release status", "This channel is not bound to one project, so name it: shop, billing. Type: /release status <project>.")]
    [InlineData("/release history", "This channel is not bound to one project, so name it: shop, billing. Type: /release history <project>.")]
    [InlineData("/release history staging", "This channel is not bound to one project, so name it: shop, billing. Type: /release history <project> [environment].")]
    [InlineData("/deploy shopp staging run 1234", "There is no project \"shopp\". Did you mean shop? I know: shop, billing.")]
    public void In_a_channel_of_two_projects_the_project_must_be_named(string typed, string words)
    {
        Assert.Equal(words, Refusal(Parse(typed, ("C-2", "ops"), Shop, Billing)));
        Assert.Equal(words, Refusal(Parse(typed, ("C-3", "random"), Shop, Billing)));
    }

    [Theory]
    [InlineData("/deploy SHOP staging run 1234", "deploy shop staging 1234")]
    [InlineData("/promote billing run 1234 to live", "deploy billing live 1234")]
    [InlineData("/release status billing", "status billing")]
    public void What_names_its_project_is_understood_in_every_channel(string typed, string meant) =>
        Assert.Equal(meant, Tell(Parse(typed, ("C-3", "random"), Shop, Billing)));

    [Fact]
    public void What_the_error_says_to_type_can_be_typed() =>
        Assert.Equal("deploy shop staging 1234", Tell(Parse("/promote shop run 1234 to staging", ("C-2", "ops"), Shop, Billing)));

    [Fact]
    public void A_channel_is_known_by_its_id_whatever_its_name() =>
        Assert.Equal("rollback billing live before", Tell(Parse("/rollback live", ("C-BILLING", ""), Shop, Billing)));

    [Fact]
    public void The_only_project_is_meant_everywhere() =>
        Assert.Equal("deploy shop staging 1234", Tell(Parse("/deploy staging run 1234", ("C-3", "random"), Shop)));

    [Fact]
    public void A_word_that_names_a_project_and_an_environment_here_is_the_environment()
    {
        var live = NewProject("live", []);

        Assert.Equal("deploy billing live 1234", Tell(Parse("/deploy live run 1234", ("C-BILLING", ""), Shop, Billing, live)));
    }

    [Theory]
    [InlineData("/deploy staging run 1234")]
    [InlineData("/promote run 1234 to staging")]
    [InlineData("/promote shop run 1234 to staging")]
    [InlineData("/rollback staging")]
    [InlineData("/release status")]
    [InlineData("/release history")]
    [InlineData("/release why staging run 1234")]
    public void Without_any_project_it_says_where_to_add_one(string typed) =>
        Assert.Equal("No project is set up yet. Add one to the settings under Projects.", Refusal(Parse(typed, ("C-1", "releases"))));

    [Theory]
    [InlineData("/deploy 🚀 run 1234", "shop has no environment \"🚀\".")]
    [InlineData("/deploy staging run 🚀", "\"🚀\" is not a CI run's number.")]
    [InlineData("/deploy בימוי run 1234", "shop has no environment \"בימוי\".")]
    [InlineData("/deploy <!channel> run 1234", "shop has no environment \"<!channel>\".")]
    public void Text_of_any_kind_is_answered_and_quoted(string typed, string words) =>
        Assert.StartsWith(words, Refusal(Parse(typed)), StringComparison.Ordinal);

    [Fact]
    public void A_reason_keeps_its_emoji_and_its_writing_direction() =>
        Assert.Equal("deploy shop staging 1234 because 👩‍🚀 תודה <!channel>", Tell(Parse("/deploy staging run 1234 because 👩‍🚀 תודה <!channel>")));

    [Fact]
    public void A_word_without_end_is_quoted_short()
    {
        var words = Refusal(Parse("/deploy " + new string('x', 10_000)));

        Assert.StartsWith($"shop has no environment \"{new string('x', 39)}…\". It has", words, StringComparison.Ordinal);
        Assert.InRange(words.Length, 50, 200);
    }
}
