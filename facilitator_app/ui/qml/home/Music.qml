// What this device plays: the playlist that ships, or a folder of one's own files.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: page

    required property Shell shell
    readonly property Home home: shell.home

    ColumnLayout {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: Theme.gap

        SectionHead { objectName: "music"; Layout.fillWidth: true; title: qsTr("ui.home.music"); about: qsTr("ui.music.about") }
        Choice { objectName: "music.shipped"; Layout.fillWidth: true; Layout.maximumWidth: Theme.readable; text: qsTr("ui.music.shipped"); note: qsTr("ui.music.shipped_note"); chosen: page.home.plays_shipped; onClicked: page.home.choose_shipped() }
        Choice { objectName: "music.folder"; Layout.fillWidth: true; Layout.maximumWidth: Theme.readable; text: qsTr("ui.music.own"); note: page.home.plays_shipped ? qsTr("ui.music.own_note") : page.home.playlist; chosen: !page.home.plays_shipped; onClicked: page.home.choose_folder() }
        FieldError { objectName: "music.error"; Layout.fillWidth: true; text: page.home.music_form.general }
    }
}
