internal import Emulation
internal import JSON

/// Projects: what clients read, and the dashboard's acts.
extension CapyDBState {
    /// `GET /v1/projects`: the caller's, newest first; a key of a project sees that one.
    mutating func listProjects(_ call: inout Call, by caller: Principal) throws(Failure) -> Answer {
        try caller.require(.projectsRead)
        let found =
            caller.projectID.map { id in projects[id].map { [$0] } ?? [] } ?? projects(of: caller.organizationID)
        return Answer(200, ["projects": .array(found.map(\.json))])
    }

    /// `GET /v1/projects/{projectID}`: one that the caller cannot see is as good as none.
    mutating func showProject(_ call: inout Call, by caller: Principal) throws(Failure) -> Answer {
        try caller.require(.projectsRead)
        guard let project = projects[call.parameters["projectID"]], project.organizationID == caller.organizationID,
            project.id == caller.projectID ?? project.id
        else { throw Refused(.projectNotFound) }
        return Answer(200, ["project": project.json])
    }

    private func projects(of organizationID: String) -> [Project] {
        projects.rows(at: projects.indexes.byOrganization.newestFirst(organizationID))
    }

    // MARK: The dashboard

    /// Lists an organization's projects, newest first.
    mutating func listProjects(_ call: inout Call) throws(Failure) -> Answer {
        Answer(200, ["projects": .array(projects(of: try organization(call).id).map(\.json))])
    }

    /// Creates a project, which is ready at once: `{"name","slug"?,"environment"?,"region"?}`.
    mutating func createProject(_ call: inout Call) throws(Failure) -> Answer {
        let organization = try organization(call)
        let body = try RequestBody(call)
        var project = Project()
        let name = try body.text("name")?.trimmed
        project.slug = try body.text("slug")?.trimmed ?? ""
        if let environment = try body.text("environment") {
            guard let known = Project.Environment(rawValue: environment) else { throw Refused(.invalidBody) }
            project.environment = known
        }
        project.region = try body.text("region") ?? project.region
        guard let name, !name.isEmpty else { throw Refused(.nameRequired) }
        project.id = call.identifiers.id("prj")
        project.organizationID = organization.id
        project.name = name
        project.alwaysOn = project.environment == .production
        project.fillInNames()
        project.createdAt = call.now
        project.updatedAt = call.now
        projects.put(project)
        return Answer(201, ["project": project.json])
    }

    /// Deletes a project with the keys that are for it alone.
    mutating func deleteProject(_ call: inout Call) throws(Failure) -> Answer {
        let organization = try organization(call)
        guard let project = projects[call.parameters["projectID"]], project.organizationID == organization.id else {
            throw Refused(.projectNotFound)
        }
        for key in apiKeys.rows(at: apiKeys.indexes.byProject.oldestFirst(project.id)) { apiKeys.delete(key.id) }
        projects.delete(project.id)
        return Answer(200, ["deleted": true])
    }
}
