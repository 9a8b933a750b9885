// The playlist on the desk: its curve above, its phases and pieces below, and what can be done with the one that is chosen.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../after"
import "../components"

FocusScope {
    id: desk

    required property MusicView music
    required property Item over
    readonly property EditorView editor: music.editor
    readonly property Inks inks: Inks {}

    readonly property bool covered: [adding, cuts, sending, settings, remarks, leftOut].some(sheet => sheet.open || sheet.visible) || desk.music.check.stage !== "closed" // until it has gone

    objectName: "desk"
    focus: true
    Component.onCompleted: forceActiveFocus()
    Keys.onPressed: event => event.accepted = desk.editor.press(event.key, event.modifiers)

    ColumnLayout {
        anchors.fill: parent
        spacing: 10

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "desk.back"; kind: "round"; glyph: "arrow-left"; text: qsTr("playlist.back"); onClicked: desk.editor.leave() }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                Say { objectName: "desk.name"; Layout.fillWidth: true; kind: "title"; text: desk.editor.name }
                Say { objectName: "desk.total"; Layout.fillWidth: true; kind: "caption"; text: desk.music.picture.measuring === "" ? desk.music.picture.total : desk.music.picture.measuring }
            }
            Button { objectName: "desk.undo"; kind: "round"; glyph: "undo"; enabled: desk.editor.can_undo; text: qsTr("ui.undo"); onClicked: desk.editor.undo() }
            Button { objectName: "desk.redo"; kind: "round"; glyph: "redo"; enabled: desk.editor.can_redo; text: qsTr("playlist.redo"); onClicked: desk.editor.redo() }
            Button { objectName: "desk.settings"; kind: "round"; glyph: "settings"; text: qsTr("playlist.settings"); onClicked: settings.open = true }
            Button { objectName: "desk.check"; kind: "round"; glyph: "check"; text: qsTr("playlist.check"); onClicked: desk.music.check_desk() }
        }

        ArcCurve {
            objectName: "desk.curve"
            Layout.fillWidth: true
            Layout.preferredHeight: desk.height > 600 ? 150 : 112
            visible: (desk.music.picture.figure.ends ?? 0) > 0
            shown: desk.music.picture.figure
            colours: desk.inks.colours
            family: Theme.family
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("playlist.curve")
            Accessible.description: desk.music.picture.total
        }

        FieldError { objectName: "desk.error"; Layout.fillWidth: true; text: desk.editor.form.general }

        DeskList { id: list; listen: desk.music.listen; Layout.fillWidth: true; Layout.fillHeight: true; editor: desk.editor; covered: desk.covered; onActed: act => desk.show(act) }

        ListenBar { name: "desk.listening"; Layout.fillWidth: true; listen: desk.music.listen }

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.near

            Button { objectName: "desk.add"; glyph: "plus"; text: qsTr("playlist.add"); onClicked: adding.open = true }
            Button { objectName: "desk.remarks"; visible: desk.music.picture.remarks.length > 0; glyph: "attention"; text: qsTr("playlist.remarks").arg(desk.music.picture.remarks.length); onClicked: remarks.open = true }
            Item { Layout.fillWidth: true }
            Button { objectName: "desk.use"; kind: desk.music.plays_desk ? "plain" : "primary"; enabled: !desk.music.plays_desk; glyph: "play"; text: desk.music.plays_desk ? qsTr("playlist.used") : qsTr("playlist.use"); onClicked: desk.music.use_desk() }
        }
    }

    function show(act: string) {
        (act === "cuts" ? cuts : sending).open = true;
    }

    AddSheet { id: adding; objectName: "adding"; parent: desk.over; library: desk.music.library; editor: desk.editor; listen: desk.music.listen; onClosed: open = false }
    CutSheet { id: cuts; objectName: "cuts"; parent: desk.over; editor: desk.editor; onClosed: open = false }
    SendSheet { id: sending; objectName: "sending"; parent: desk.over; editor: desk.editor; onClosed: open = false }
    SettingsSheet { id: settings; objectName: "settings"; parent: desk.over; music: desk.music; onClosed: open = false }
    RemarksSheet { id: remarks; objectName: "remarks"; parent: desk.over; title: qsTr("playlist.remarks_title"); remarks: desk.music.picture.remarks; onClosed: open = false }
    RemarksSheet { id: leftOut; objectName: "left_out"; parent: desk.over; title: qsTr("playlist.left_out"); remarks: desk.music.left_out; open: desk.music.left_out.length > 0; onClosed: desk.music.forget_left_out() }
}
