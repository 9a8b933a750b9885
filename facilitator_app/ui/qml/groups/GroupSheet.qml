// One group: who belongs to it, what they agree to, its sessions, and what holds of it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    property GroupPage page: null
    required property Shell shell

    open: page !== null && page.open
    title: page ? page.title : ""
    sheetWidth: 1160
    tall: true
    onClosed: page.close()

    Say { objectName: "group.about"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: sheet.page ? sheet.page.about : ""; wrapMode: Text.Wrap }

    Segmented { objectName: "group.part"; visible: sheet.page !== null && !sheet.page.is_new; options: sheet.page ? sheet.page.parts : []; current: sheet.page ? sheet.page.part : ""; label: sheet.title; onPicked: key => sheet.page.turn(key) }

    Loader {
        Layout.fillWidth: true
        Layout.fillHeight: true
        active: sheet.open
        sourceComponent: !sheet.page || sheet.page.part === "about" ? about : sheet.page.part === "papers" ? papers : sheet.page.part === "sessions" ? sessions : members
    }

    Component { id: about; GroupAbout { page: sheet.page } }
    Component { id: members; GroupMembersPart { members: sheet.page.members; shell: sheet.shell } }
    Component { id: papers; GroupPapersPart { papers: sheet.page.papers; group: sheet.page.group; at: sheet.shell.home.groups as GroupsView } }
    Component { id: sessions; GroupSessions { page: sheet.page; shell: sheet.shell } }
}
