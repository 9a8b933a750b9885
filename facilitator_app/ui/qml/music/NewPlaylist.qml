// A new playlist: its name, and whether it begins empty or like another one.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property MusicView music
    readonly property string like: begun.text

    title: qsTr("playlist.new")
    onOpenChanged: if (open) { unsaved.fill(); music.form.clear(); named.input.forceActiveFocus() }
    actions: [
        Button { objectName: "new_playlist.cancel"; text: qsTr("ui.cancel"); onClicked: sheet.closed() },
        Button { objectName: "new_playlist.make"; kind: "primary"; text: qsTr("playlist.make"); onClicked: sheet.music.make(named.text, sheet.like) }
    ]

    Connections {
        target: sheet.music.form

        function onDone() { unsaved.drop(); sheet.closed(); }
    }

    Unsaved { id: unsaved; kept: sheet.music.unsaved; form: "new"; fields: ({ name: named, like: begun }) }

    QtObject { // like which it begins
        id: begun

        property string text: ""
        signal edited(string text)

        function pick(like: string) {
            text = like;
            edited(like);
        }
    }

    Field { id: named; objectName: "new_playlist.name"; Layout.fillWidth: true; label: qsTr("playlist.new_name"); error: sheet.music.form.errors.name ?? ""; onAccepted: sheet.music.make(text, sheet.like) }
    Say { kind: "caption"; text: qsTr("playlist.new_like") }
    Choice { objectName: "new_playlist.empty"; Layout.fillWidth: true; text: qsTr("playlist.like_empty"); chosen: sheet.like === ""; onClicked: begun.pick("") }
    Choice { objectName: "new_playlist.shipped"; Layout.fillWidth: true; text: qsTr("playlist.like_shipped"); chosen: sheet.like === "shipped"; onClicked: begun.pick("shipped") }
    Choice { objectName: "new_playlist.used"; Layout.fillWidth: true; visible: !sheet.music.plays_shipped; text: qsTr("playlist.like_used"); chosen: sheet.like === "used"; onClicked: begun.pick("used") }
    FieldError { objectName: "new_playlist.error"; Layout.fillWidth: true; text: sheet.music.form.general }
}
