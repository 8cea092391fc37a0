using System.Text.Json.Nodes;

namespace ChatOps.LocalWorkspace.WebApi;

/// <param name="Answer">Returns the answer without <c>ok</c>, or refuses.</param>
/// <param name="TakesJson">Slack's older reading methods pass over a JSON body as if there were none; so does this workspace.</param>
internal sealed record ApiMethod(Func<ApiArguments, JsonObject> Answer, bool TakesJson = true);
